package dev.surety.demo.kafka;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1. */
public final class LoopbackPorts {

  /** Where Linux begins to give out ports by itself, unless it is told otherwise. */
  private static final int END = 32_768;

  private static final int FIRST = 20_000;
  private static final int ATTEMPTS = 1_000;
  private static final Path SYSTEM = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private LoopbackPorts() {}

  /**
   * One that nobody listens on, to be listened on now or later, and again after it was left. The
   * system gives it to nobody who binds or connects meanwhile, and no other process gets it from
   * here as long as this one lives.
   */
  public static int free() throws IOException {
    int end = end();
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, end);
      if (!isTaken(port) && Locks.OF_THIS_PROCESS.take(port)) {
        return port;
      }
    }
    throw new IOException("No port from %d to %d is free.".formatted(FIRST, end - 1));
  }

  /** The first port that the system may give out by itself. */
  private static int end() throws IOException {
    if (!Files.isReadable(SYSTEM)) {
      return END;
    }
    int first = Integer.parseInt(Files.readString(SYSTEM).strip().split("\\s+")[0]);
    return first > FIRST + ATTEMPTS ? Math.min(first, 65_536) : END;
  }

  /**
   * A byte of one file for each port: what a process has locked is free again when it has ended.
   */
  private static final class Locks {

    private static final Locks OF_THIS_PROCESS = new Locks();

    private final Set<FileLock> held = new HashSet<>();
    private FileChannel file;

    /** Whether nobody has it; then this process does. */
    private synchronized boolean take(int port) throws IOException {
      if (held.stream().anyMatch(lock -> lock.position() == port)) {
        return false;
      }
      if (file == null) {
        String name = "surety-ports-" + System.getProperty("user.name") + ".lock";
        file =
            FileChannel.open(
                Path.of(System.getProperty("java.io.tmpdir"), name),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
      }
      FileLock lock = file.tryLock(port, 1, false);
      return lock != null && held.add(lock);
    }
  }

  /** Says so in an exception if somebody listens there. */
  public static void requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // A port in TIME_WAIT after a broker was killed can be bound again, as Kafka does.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port));
    } catch (IOException e) {
      throw new IOException(
          "Port " + port + " on 127.0.0.1 is taken. Choose another, or 0 for a free one.", e);
    }
  }

  /** Whether somebody listens there. */
  public static boolean isTaken(int port) {
    try {
      requireFree(port);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether this failure, or a cause of it, is a port that somebody else listens on. */
  static boolean isTakenPort(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }
}
