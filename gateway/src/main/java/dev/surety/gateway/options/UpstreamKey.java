package dev.surety.gateway.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an upstream knows the door by. One from a file is read again when the file changes or
 * another takes its place, as a secret of Kubernetes does, so that a key can be replaced while the
 * door runs.
 */
public final class UpstreamKey {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamKey.class);

  private record Seen(FileTime time, long size, Object file) {}

  private final Path path;
  private Seen seen;
  private volatile Secret secret;

  private UpstreamKey(Path path, Secret secret) {
    this.path = path;
    this.secret = secret;
  }

  /** One that stays. */
  static UpstreamKey of(String key) {
    return new UpstreamKey(null, new Secret(key.strip()));
  }

  /**
   * One from a file.
   *
   * @throws IOException if it can't be read, or what it holds is no key
   */
  static UpstreamKey of(Path path) throws IOException {
    UpstreamKey key = new UpstreamKey(path, null);
    key.read();
    return key;
  }

  /** The key itself, for the upstream alone. */
  public String reveal() {
    return secret.reveal();
  }

  /** Reads the file again if it has changed; one that can't be read changes nothing. Blocks. */
  public synchronized void look() {
    try {
      if (path != null && !look(path).equals(seen)) {
        read();
        LOG.info("{}: the upstream's key was read again", path);
      }
    } catch (IOException e) {
      LOG.error("the upstream's key stays as it was: {}", e.getMessage());
    }
  }

  private synchronized void read() throws IOException {
    Seen now = look(path);
    String text = Files.readString(path, UTF_8).strip();
    if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IOException(path + " must hold one key: printable ASCII characters on one line");
    }
    secret = new Secret(text);
    seen = now;
  }

  private static Seen look(Path path) throws IOException {
    var facts = Files.readAttributes(path, "lastModifiedTime,size,fileKey");
    return new Seen(
        (FileTime) facts.get("lastModifiedTime"), (Long) facts.get("size"), facts.get("fileKey"));
  }

  /** A mask: no log shows a key. */
  @Override
  public String toString() {
    return secret.toString();
  }
}
