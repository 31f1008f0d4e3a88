package dev.surety.gateway.http;

import io.vertx.core.MultiMap;
import java.time.Duration;

/** How long a client waits. */
final class Patience {

  private Patience() {}

  /** What OpenAI's SDKs tell of their own limit, in seconds, if it is the shorter one. */
  static Duration of(MultiMap headers, Duration most) {
    String told = headers.get("x-stainless-timeout");
    if (told == null) {
      return most;
    }
    try {
      double seconds = Double.parseDouble(told.strip());
      boolean shorter = seconds > 0 && seconds * 1000 < most.toMillis();
      return shorter ? Duration.ofMillis((long) (seconds * 1000)) : most;
    } catch (NumberFormatException e) {
      return most;
    }
  }
}
