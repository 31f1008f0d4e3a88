package dev.surety.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Takes in the body of a request, no longer and no slower than it may be. */
final class BodyReading {

  private final HttpServerRequest request;
  private final int most;
  private final Buffer body = Buffer.buffer();
  private final Vertx vertx;
  private final long timer;
  private boolean over;

  private BodyReading(Vertx vertx, HttpServerRequest request, int most, long withinMillis) {
    this.vertx = vertx;
    this.request = request;
    this.most = most;
    timer =
        vertx.setTimer(
            withinMillis,
            id ->
                refuse(
                    ApiError.invalid(
                        408,
                        "request_timeout",
                        null,
                        "The body did not come within %d ms.".formatted(withinMillis))));
  }

  /** Hands it out when it is whole; what is too long or too slow is answered here. */
  static void read(
      Vertx vertx, HttpServerRequest request, int most, long withinMillis, Consumer<Buffer> then) {
    BodyReading reading = new BodyReading(vertx, request, most, withinMillis);
    if (reading.isTooLong(request.getHeader("content-length"))) {
      reading.tooLong();
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue();
    }
    request.handler(reading::take);
    request.exceptionHandler(gone -> reading.end());
    request.endHandler(
        end -> {
          if (!reading.over) {
            reading.end();
            then.accept(reading.body);
          }
        });
  }

  private void take(Buffer part) {
    if (over) {
      return;
    }
    if (body.length() + part.length() > most) {
      tooLong();
    } else {
      body.appendBuffer(part);
    }
  }

  private boolean isTooLong(String told) {
    try {
      return told != null && Long.parseLong(told) > most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void tooLong() {
    refuse(
        ApiError.invalid(
            413, "body_too_large", null, "The body is longer than %d bytes.".formatted(most)));
  }

  private void refuse(ApiError error) {
    if (over) {
      return;
    }
    end();
    request
        .response()
        .setStatusCode(error.status())
        .putHeader("content-type", "application/json")
        .putHeader("connection", "close")
        .end(error.json().toString())
        // What still comes is not read.
        .onComplete(sent -> request.connection().close());
  }

  private void end() {
    over = true;
    vertx.cancelTimer(timer);
  }
}
