package dev.surety.gateway.http;

import dev.surety.gateway.body.Api;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Takes in the body of a request, no longer and no slower than it may be, and no more of all bodies
 * together than there is room for.
 */
final class BodyReading {

  private final HttpServerRequest request;
  private final int most;
  private final Buffer body = Buffer.buffer();
  private final Vertx vertx;
  private final Door door;
  private final long timer;
  private long held;
  private boolean over;

  /** Takes a body that is whole. */
  interface Reader {

    /**
     * @param release to be run once when the body is needed no more
     */
    void take(Buffer body, Runnable release);
  }

  private BodyReading(Door door, Vertx vertx, HttpServerRequest request, int most) {
    this.door = door;
    this.vertx = vertx;
    this.request = request;
    this.most = most;
    long withinMillis = door.settings.listening().bodyTimeout().toMillis();
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

  /** Hands it out when it is whole; what is too long, too slow or too much is answered here. */
  static void read(Door door, Vertx vertx, HttpServerRequest request, int most, Reader then) {
    BodyReading reading = new BodyReading(door, vertx, request, most);
    String encoding = request.getHeader("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      reading.refuse(
          ApiError.invalid(
              415,
              "unsupported_encoding",
              null,
              "The body is encoded as %s; send it as it is.".formatted(encoding)));
      return;
    }
    if (reading.isTooLong(request.getHeader("content-length"))) {
      reading.tooLong();
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue();
    }
    request.handler(reading::take);
    request.exceptionHandler(gone -> reading.giveUp());
    request.endHandler(
        end -> {
          if (!reading.over) {
            reading.end();
            then.take(reading.body, reading::release);
          }
        });
  }

  private void take(Buffer part) {
    if (over) {
      return;
    }
    if (body.length() + part.length() > most) {
      tooLong();
    } else if (door.bodies.take(part.length())) {
      held += part.length();
      body.appendBuffer(part);
    } else {
      door.metrics.count(DoorMetric.BODIES_REFUSED);
      request.response().putHeader("retry-after", "1");
      refuse(
          ApiError.server(
              503,
              "busy",
              "This door holds as many bytes of requests as it may; try again, or another one."));
    }
  }

  private void release() {
    door.bodies.give(held);
    held = 0;
  }

  /** Nothing will come of it. */
  private void giveUp() {
    if (!over) {
      end();
      release();
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
    giveUp();
    FrontDesk.identify(request);
    request
        .response()
        .setStatusCode(error.status())
        .putHeader("content-type", "application/json")
        .putHeader("connection", "close")
        .end(error.json(Api.of(request.path())).toString())
        // What still comes is not read.
        .onComplete(sent -> request.connection().close());
  }

  private void end() {
    over = true;
    vertx.cancelTimer(timer);
  }
}
