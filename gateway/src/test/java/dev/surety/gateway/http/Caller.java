package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A client with a socket of its own, which reads as slowly as a test likes and goes at will. */
final class Caller implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  /** Asks for a chat. */
  Caller(OpenDoor door, String more) throws IOException {
    this(door, OpenDoor.ask(more), OpenDoor.ask(more).length());
  }

  /** Sends what may be the beginning of a body. */
  Caller(OpenDoor door, String body, int length) throws IOException {
    socket = new Socket("127.0.0.1", door.server.port());
    socket
        .getOutputStream()
        .write(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(door.key, length, body)
                .getBytes(UTF_8));
    in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
  }

  /** What comes until something has come, that included. */
  String readUntil(String what) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int b;
        text.indexOf(what, Math.max(0, text.length() - what.length())) < 0
            && (b = in.read()) >= 0; ) {
      text.append((char) b);
    }
    assertThat(text).contains(what);
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
