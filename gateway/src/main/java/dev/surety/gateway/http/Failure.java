package dev.surety.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/**
 * Why an attempt gave no answer.
 *
 * @param status of the upstream, or 0 if there was none
 * @param detail for logs and feedback; nothing that the upstream wrote
 * @param body the upstream's, or {@code null}
 * @param headers the upstream's, or {@code null}
 */
record Failure(Kind kind, int status, String detail, Buffer body, MultiMap headers) {

  /** Classes of failures, as feedback names them. */
  enum Kind {
    /** It took too long. */
    TIMEOUT,
    /** There are too many requests. */
    RATE_LIMITED,
    /** It did not work, or gave an answer that is none. */
    SERVER_ERROR,
    /** The upstream does not let the door in, or does not know the model. */
    REFUSED,
    /** The request is at fault: it would be so elsewhere. */
    INVALID_REQUEST,
    /** The client has gone. */
    CANCELLED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Failure of(Kind kind, String detail) {
    return new Failure(kind, 0, detail, null, null);
  }

  /** Of an answer whose status says that it is none. */
  static Failure ofStatus(int status, Buffer body, MultiMap headers) {
    return ofSaid(status, "status " + status, body, headers);
  }

  /**
   * Of an answer that says so itself.
   *
   * @param status that it would have had
   */
  static Failure ofSaid(int status, String detail, Buffer body, MultiMap headers) {
    return new Failure(kind(status), status, detail, body, headers);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 429 -> Kind.RATE_LIMITED;
      case 401, 402, 403, 404, 407 -> Kind.REFUSED;
      case 408, 504 -> Kind.TIMEOUT;
      case 409, 421, 423, 425 -> Kind.SERVER_ERROR;
      default -> status < 500 && status >= 400 ? Kind.INVALID_REQUEST : Kind.SERVER_ERROR;
    };
  }

  /** Whether another model may do better. */
  boolean isWorthAnother() {
    return kind != Kind.INVALID_REQUEST && kind != Kind.CANCELLED;
  }

  /** Whether it says something of the model's health, whoever asked. */
  boolean isOfTheModel() {
    return kind == Kind.TIMEOUT || kind == Kind.SERVER_ERROR;
  }

  /** As feedback has it. */
  String error() {
    return kind == Kind.CANCELLED ? "cancelled" : kind.word() + ": " + detail;
  }
}
