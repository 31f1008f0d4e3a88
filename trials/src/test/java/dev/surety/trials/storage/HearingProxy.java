package dev.surety.trials.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that writes down where clients want to go, and lets nobody through. */
final class HearingProxy implements AutoCloseable {

  private final ServerSocket socket;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private HearingProxy(ServerSocket socket) {
    this.socket = socket;
  }

  static HearingProxy start() throws IOException {
    HearingProxy proxy =
        new HearingProxy(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    Thread listener = new Thread(proxy::listen, "hearing-proxy");
    listener.setDaemon(true);
    listener.start();
    return proxy;
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> heard() {
    return heard;
  }

  private void listen() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
        String first = in.readLine();
        if (first != null) {
          heard.add(first);
        }
        client.getOutputStream().write("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(UTF_8));
      } catch (IOException e) {
        // A client that went away, or the end.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
