package dev.surety.operate.topics;

import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * A setting of a topic.
 *
 * @param key as Kafka names it
 * @param value what a new topic gets
 * @param asked in words, what it must be
 * @param met whether a value, as a broker tells it, will do
 * @param why what goes wrong otherwise
 */
record TopicSetting(String key, String value, String asked, Predicate<String> met, String why) {

  static TopicSetting exactly(String key, String value, String why) {
    return new TopicSetting(key, value, value, value::equals, why);
  }

  static TopicSetting atLeast(String key, long value, String why) {
    return new TopicSetting(
        key, Long.toString(value), "at least " + value, number(v -> v >= value), why);
  }

  static TopicSetting atMost(String key, long value, long most, String why) {
    return new TopicSetting(
        key, Long.toString(value), "at most " + most, number(v -> v > 0 && v <= most), why);
  }

  /** Neither shorter nor longer, and not for ever, which Kafka writes as -1. */
  static TopicSetting between(String key, long least, long value, long most, String why) {
    return new TopicSetting(
        key,
        Long.toString(value),
        "%d to %d".formatted(least, most),
        number(v -> v >= least && v <= most),
        why);
  }

  private static Predicate<String> number(LongPredicate met) {
    return text -> {
      try {
        return met.test(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return false;
      }
    };
  }
}
