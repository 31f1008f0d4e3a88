package dev.surety.trials.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Rejection.Reason;
import java.util.Random;

/**
 * One way to break a record.
 *
 * @param kind what it does, for people
 * @param reason the job must give
 * @param how makes the bytes from the fields of a good record
 */
record Breakage(String kind, Reason reason, How how) {

  /** Makes a bad value of good fields. */
  @FunctionalInterface
  interface How {
    byte[] apply(Fields good, Random dice);
  }

  /** Makes bad JSON text of good fields. */
  @FunctionalInterface
  interface InText {
    String apply(Fields good, Random dice);
  }

  static Breakage malformed(String kind, How how) {
    return new Breakage(kind, Reason.MALFORMED, how);
  }

  static Breakage malformedText(String kind, InText how) {
    return malformed(kind, (good, dice) -> how.apply(good, dice).getBytes(UTF_8));
  }

  /** One of several. */
  @SafeVarargs
  static <T> T any(Random dice, T... of) {
    return of[dice.nextInt(of.length)];
  }
}
