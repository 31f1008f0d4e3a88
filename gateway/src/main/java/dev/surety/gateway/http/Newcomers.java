package dev.surety.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Connections that have not asked yet. Who opens one and sends the head of a request byte by byte,
 * or nothing at all, holds it no longer than a body may take. Of one event loop.
 */
final class Newcomers {

  private final Vertx vertx;
  private final long millis;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  Newcomers(Vertx vertx, Duration within) {
    this.vertx = vertx;
    millis = within.toMillis();
  }

  /** A connection is there. */
  void connected(HttpConnection connection) {
    long timer =
        vertx.setTimer(
            millis,
            id -> {
              timers.remove(connection);
              connection.close();
            });
    timers.put(connection, timer);
    connection.closeHandler(gone -> asked(connection));
  }

  /** The head of a request has come on it, or it has gone. */
  void asked(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
