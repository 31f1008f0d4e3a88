package dev.surety.demo.kafka;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on 127.0.0.1. */
public final class LoopbackPorts {

  private LoopbackPorts() {}

  /** One that nobody listens on now. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  /** A free port that isn't {@code taken}, which nobody may listen on yet. */
  static int freeOtherThan(int taken) throws IOException {
    int port = free();
    return port == taken ? free() : port;
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
