package dev.surety.domain;

import java.util.List;
import java.util.Locale;

/**
 * What the error of an attempt says of the model that was asked. Gateways write what their provider
 * told them, so it is read off status codes and the names that providers use; what nobody knows
 * counts as a failure. The table stands in {@code docs/outcomes.md}.
 *
 * <p>Words count before numbers, since a text may hold other numbers; only a code at the very
 * beginning counts before words of failure.
 */
public enum ErrorKind {
  /** The model, or the way to it, did not work: it would fail others, too. */
  FAILURE,
  /** The model turned the request away because there are too many: a milder failure. */
  RATE_LIMIT,
  /** The request was at fault, or its user went away: it says nothing of the model's health. */
  REQUEST;

  private static final List<String> LIMITS =
      List.of(
          "rate limit",
          "ratelimit",
          "too many requests",
          "throttl",
          "resource exhausted",
          "quota",
          "tokens per min",
          "requests per min");

  private static final List<String> REQUESTS =
      List.of(
          "context length",
          "context window",
          "contextwindow",
          "is too long",
          "too large",
          "max tokens",
          "string above max",
          "content filter",
          "content policy",
          "contentpolicy",
          "contentfilter",
          "responsibleai",
          "safety",
          "moderation",
          "guardrail",
          "refusal",
          "invalid request",
          "invalidrequest",
          "invalid prompt",
          "invalid argument",
          "invalid parameter",
          "invalid value",
          "invalid json",
          "invalid schema",
          "unsupported parameter",
          "unsupported value",
          "unsupported media",
          "unprocessable",
          "bad request",
          "badrequest",
          "validation",
          "cancel",
          "client closed",
          "client disconnected",
          "user abort",
          "aborted by user");

  private static final List<String> FAILURES =
      List.of(
          "timeout",
          "timed out",
          "time out",
          "deadline",
          "unavailable",
          "overload",
          "capacity",
          "server error",
          "internal",
          "connect",
          "reset",
          "refused",
          "unreachable",
          "gateway",
          "dns",
          "tls",
          "ssl",
          "eof",
          "broken pipe",
          "empty response",
          "not found",
          "unauthorized",
          "forbidden",
          "permission",
          "authentication");

  /**
   * Who is not let in, or asks for what there isn't: words of failure that other callers don't
   * meet.
   */
  private static final List<String> OF_A_CALLER =
      List.of("unauthorized", "forbidden", "permission", "authentication", "not found");

  /**
   * Whether an error says nothing of how a model serves others: the request was at fault, or
   * whoever asked is not let in, which a door calls {@code refused}. To the caller's own health
   * such an error counts as {@link #of} says.
   */
  public static boolean isOfTheCaller(String error) {
    ErrorKind kind = of(error);
    if (kind != FAILURE) {
      return kind == REQUEST;
    }
    String text = plain(error);
    if (text.startsWith("refused") || holds(text, OF_A_CALLER)) {
      return true;
    }
    int leading = codeAt(text, 0);
    return switch (leading < 0 && !holds(text, FAILURES) ? anyCode(text) : leading) {
      case 401, 402, 403, 404, 407 -> true;
      default -> false;
    };
  }

  private static String plain(String error) {
    return error.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ').strip();
  }

  /** Of a record's {@code error}. */
  public static ErrorKind of(String error) {
    String text = plain(error);
    int leading = codeAt(text, 0);
    if (holds(text, LIMITS)) {
      return RATE_LIMIT;
    }
    if (holds(text, REQUESTS)) {
      return REQUEST;
    }
    if (leading < 0 && holds(text, FAILURES)) {
      return FAILURE;
    }
    return ofCode(leading < 0 ? anyCode(text) : leading);
  }

  /** Of an HTTP status, or of -1. */
  private static ErrorKind ofCode(int status) {
    return switch (status) {
      case 429 -> RATE_LIMIT;
      case 400, 405, 406, 411, 412, 413, 414, 415, 416, 417, 422, 431, 451, 499 -> REQUEST;
      default -> FAILURE;
    };
  }

  private static boolean holds(String text, List<String> words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The first number that can be an HTTP status, or -1. */
  private static int anyCode(String text) {
    for (int at = 0; at < text.length(); at++) {
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      int code = begins ? codeAt(text, at) : -1;
      if (code >= 0) {
        return code;
      }
    }
    return -1;
  }

  /** The status of three digits that stands alone at this place, or -1. */
  private static int codeAt(String text, int at) {
    int end = at + 3;
    if (text.length() < end
        || (text.length() > end && Character.isLetterOrDigit(text.charAt(end)))) {
      return -1;
    }
    int code = 0;
    for (int i = at; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = 10 * code + digit;
    }
    return code >= 100 && code < 600 ? code : -1;
  }
}
