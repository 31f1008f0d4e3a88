package dev.surety.lab.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The JSON objects of FILE.jsonl or FILE.jsonl.gz, a line each; blank lines are passed over. Either
 * every byte of the file is accounted for, or an exception says what is wrong, in which line, and
 * how to mend it.
 */
public final class DataLines implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int HEAD = 4;

  private final Damage damage;
  private final ObjectMapper json = strictMapper();
  private BufferedReader lines;
  private long number;

  private DataLines(Path file) {
    damage = new Damage(file);
  }

  /** Takes one value, whole, and no field of it twice. */
  static ObjectMapper strictMapper() {
    return new ObjectMapper()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  }

  /**
   * Opens a file; one that ends in {@code .gz} is unpacked.
   *
   * @throws DataFormatException if it is not there, or no text
   * @throws IOException if it can't be read
   */
  public static DataLines open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DataFormatException(file, "no such file.", "Check the path.");
    }
    DataLines opened = new DataLines(file);
    try {
      opened.lines = opened.text(file);
    } catch (ZipException | EOFException e) {
      throw opened.damage.gzip(1, e);
    }
    return opened;
  }

  private BufferedReader text(Path file) throws IOException {
    boolean packed = file.getFileName().toString().endsWith(".gz");
    InputStream bytes = packed ? WholeGzip.open(file) : Files.newInputStream(file);
    try {
      PushbackInputStream peeked = new PushbackInputStream(bytes, HEAD);
      byte[] head = peeked.readNBytes(HEAD);
      damage.checkStart(head);
      peeked.unread(head);
      // The decoder, unlike the charset, reports bytes that aren't UTF-8 in place of hiding them.
      return new BufferedReader(
          new InputStreamReader(peeked, StandardCharsets.UTF_8.newDecoder()), BUFFER);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * The next object.
   *
   * @return it, or {@code null} at the end
   * @throws DataFormatException if the file or the line isn't as it should be
   */
  public ObjectNode next() throws IOException {
    try {
      for (String line; (line = lines.readLine()) != null; ) {
        number++;
        if (!line.isBlank()) {
          return parse(line);
        }
      }
      return null;
    } catch (CharacterCodingException e) {
      throw damage.encoding(number + 1);
    } catch (ZipException | EOFException e) {
      throw damage.gzip(number + 1, e);
    }
  }

  private ObjectNode parse(String line) throws DataFormatException {
    try {
      JsonNode row = json.readTree(line);
      if (row instanceof ObjectNode object) {
        return object;
      }
      throw damage.noObject(number, line);
    } catch (JsonProcessingException e) {
      throw damage.syntax(number, line, e);
    }
  }

  /** The line of the object that {@link #next} has returned, from 1. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
