package dev.surety.gateway.keys;

import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that count now. Asked by any thread, without waiting; one thread looks at the file. */
public final class KeyRing {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  private record Seen(FileTime time, long size, Object file) {}

  private final Path path;
  private volatile Map<String, ApiKey> keys = Map.of();
  private Seen seen;

  /**
   * Reads the file.
   *
   * @throws IOException if it is not there, can't be read or a line of it is no key
   */
  public KeyRing(Path path) throws IOException {
    this.path = path;
    new KeyFile(path).requireThere();
    read();
  }

  /** Who comes in with a key, or {@code null} if nobody does. */
  public TenantTier owner(String presented) {
    String id = KeyText.id(presented);
    ApiKey key = id == null ? null : keys.get(id);
    return key != null && KeyText.same(key.sha256(), KeyText.sha256(presented))
        ? key.owner()
        : null;
  }

  /** Whose keys count. */
  public Set<TenantTier> owners() {
    return keys.values().stream().map(ApiKey::owner).collect(Collectors.toSet());
  }

  /** How many keys count. */
  public int size() {
    return keys.size();
  }

  /** Reads the file again if it has changed; one that can't be read changes nothing. Blocks. */
  public synchronized void look() {
    try {
      if (!look(path).equals(seen)) {
        read();
        LOG.info("{}: {} keys count", path, keys.size());
      }
    } catch (IOException e) {
      LOG.error("the keys stay as they were: {}", e.getMessage());
    }
  }

  private synchronized void read() throws IOException {
    Seen now = look(path);
    Map<String, ApiKey> found = new HashMap<>();
    for (ApiKey key : new KeyFile(path).read()) {
      if (key.revoked() == null) {
        found.put(key.id(), key);
      }
    }
    keys = Map.copyOf(found);
    seen = now;
  }

  private static Seen look(Path path) throws IOException {
    Map<String, Object> facts = Files.readAttributes(path, "lastModifiedTime,size,fileKey");
    return new Seen(
        (FileTime) facts.get("lastModifiedTime"), (Long) facts.get("size"), facts.get("fileKey"));
  }
}
