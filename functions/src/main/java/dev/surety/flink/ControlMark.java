package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far a subject has come in the control topic.
 *
 * @param partition that its records are in
 * @param newest offset of the newest record that it took, {@link #NONE} if it took none
 * @param refused offsets that were refused before the stream came to them: it makes the dead
 *     letters
 */
record ControlMark(int partition, long newest, SortedSet<Long> refused) {

  static final long NONE = -1;

  private static final String SEPARATOR = " ";

  static ControlMark of(ControlPlace place) {
    return new ControlMark(place.partition(), place.offset(), new TreeSet<>());
  }

  static ControlMark none(int partition) {
    return new ControlMark(partition, NONE, new TreeSet<>());
  }

  /** Whether a record came before the newest; of another partition nothing can be said. */
  boolean isPast(ControlPlace place) {
    return place.partition() == partition && place.offset() <= newest;
  }

  /** The newest is another, if it is not of before. */
  ControlMark took(ControlPlace place) {
    return new ControlMark(place.partition(), place.offset(), refused);
  }

  /** As state keeps it: numbers in words, so that a person can read them. */
  byte[] write() {
    StringBuilder text = new StringBuilder().append(partition).append(SEPARATOR).append(newest);
    refused.forEach(offset -> text.append(SEPARATOR).append(offset));
    return text.toString().getBytes(UTF_8);
  }

  /** The inverse of {@link #write}. */
  static ControlMark read(byte[] text) {
    String[] numbers = new String(text, UTF_8).split(SEPARATOR);
    SortedSet<Long> refused = new TreeSet<>();
    for (int i = 2; i < numbers.length; i++) {
      refused.add(Long.parseLong(numbers[i]));
    }
    return new ControlMark(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]), refused);
  }
}
