package dev.surety.gateway.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A file of keys: one JSON object a line. It is replaced whole, so that no reader sees half. */
final class KeyFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  /**
   * All keys, those that are revoked as well.
   *
   * @throws BrokenKeys if it is not there, or a line is no key; names the line
   * @throws IOException if it can't be read
   */
  List<ApiKey> read() throws IOException {
    requireThere();
    List<ApiKey> keys = new ArrayList<>();
    int line = 0;
    for (String text : Files.readAllLines(path, UTF_8)) {
      line++;
      if (!text.isBlank() && !text.startsWith("#")) {
        keys.add(key(line, text));
      }
    }
    return keys;
  }

  /**
   * @throws BrokenKeys if it is not there
   */
  void requireThere() throws BrokenKeys {
    if (!Files.isRegularFile(path)) {
      throw new BrokenKeys(
          "there is no file of keys %s; make one: ./surety gateway keys add --file %s --tenant NAME --tier NAME"
              .formatted(path, path));
    }
  }

  private ApiKey key(int line, String text) throws IOException {
    String what;
    try {
      JsonNode node = JSON.readTree(text);
      String hash = node.path("sha256").asText();
      if (!node.path("id").asText().isEmpty() && hash.matches("[0-9a-f]{64}")) {
        return new ApiKey(
            node.path("id").asText(),
            hash,
            new TenantTier(node.path("tenant").asText(), node.path("tier").asText()),
            node.path("created").asText(),
            node.hasNonNull("revoked") ? node.get("revoked").asText() : null);
      }
      what = "has no id, or no sha256 of 64 hexadecimal digits";
    } catch (JsonProcessingException e) {
      what = "is not JSON: " + e.getOriginalMessage();
    } catch (IllegalArgumentException e) {
      what = e.getMessage();
    }
    throw new BrokenKeys("%s line %d: %s; mend or remove it".formatted(path, line, what));
  }

  /**
   * Changes the list, one process at a time; the file need not be there yet.
   *
   * @throws BrokenKeys if its folder is not there, or a line of it is no key
   * @throws IOException if it can't be read or written
   */
  List<ApiKey> change(UnaryOperator<List<ApiKey>> change) throws IOException {
    if (!Files.isDirectory(path.getParent()) || Files.isDirectory(path)) {
      throw new BrokenKeys(
          Files.isDirectory(path)
              ? "%s is a folder, not a file of keys; name a file in it".formatted(path)
              : "there is no folder %s for the file of keys; make it first"
                  .formatted(path.getParent()));
    }
    Path lock = path.resolveSibling(path.getFileName() + ".lock");
    try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
        FileLock held = channel.lock()) {
      List<ApiKey> keys = change.apply(Files.exists(path) ? read() : List.of());
      if (held.isValid()) {
        write(keys);
      }
      return keys;
    }
  }

  private void write(List<ApiKey> keys) throws IOException {
    StringBuilder text = new StringBuilder();
    for (ApiKey key : keys) {
      ObjectNode line = JSON.createObjectNode();
      line.put("id", key.id()).put("sha256", key.sha256());
      line.put("tenant", key.owner().tenant()).put("tier", key.owner().tier());
      line.put("created", key.created());
      if (key.revoked() != null) {
        line.put("revoked", key.revoked());
      }
      text.append(line).append('\n');
    }
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(beside, text, UTF_8);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          beside,
          Files.exists(path)
              ? Files.getPosixFilePermissions(path)
              : PosixFilePermissions.fromString("rw-------"));
    }
    Files.move(beside, path, ATOMIC_MOVE);
  }
}
