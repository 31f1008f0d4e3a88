package dev.surety.trials.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Connections that servers of this machine hold open, as the system's own list has them. */
final class OpenConnections {

  private static final List<Path> LISTS =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  /** One that listens, and one that both sides have closed. */
  private static final Set<String> NONE = Set.of("0A", "06");

  private OpenConnections() {}

  /** Those to a server, by its port; none where the system has no such list. */
  static long to(int port) throws IOException {
    long open = 0;
    String ending = ":%04X".formatted(port);
    for (Path list : LISTS) {
      if (Files.isReadable(list)) {
        for (String line : Files.readAllLines(list)) {
          String[] fields = line.strip().split("\\s+");
          boolean here = fields.length > 3 && fields[1].endsWith(ending);
          open += here && !NONE.contains(fields[3]) ? 1 : 0;
        }
      }
    }
    return open;
  }
}
