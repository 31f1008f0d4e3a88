package dev.surety.wire.json;

import dev.surety.domain.Rejection;
import dev.surety.domain.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records of the topic {@code dead-letters}: key and value are the rejected record's own bytes,
 * untouched, so that a mended producer can send them again; the facts stand in the headers, beside
 * those that the record came with.
 */
public final class DeadLetters {

  public static final String REASON = "reason";
  public static final String DETAIL = "detail";

  /** What no model of the pool met, where it was refused for that. */
  public static final String REQUIREMENT = "requirement";

  public static final String TOPIC = "topic";
  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";

  /** When Kafka appended the record, ISO-8601. */
  public static final String TIME = "time";

  public static final String JOB_VERSION = "job_version";

  /** How many bytes the value had, where its end was cut off to fit. */
  public static final String VALUE_CUT = "value_bytes_before_cut";

  /** How many bytes the key had, where its end was cut off to fit. */
  public static final String KEY_CUT = "key_bytes_before_cut";

  /** How many of the record's own headers were left out, where they took too much room. */
  public static final String HEADERS_CUT = "headers_left_out";

  /**
   * Begins the name of a record's own header that is called like one of ours, or like this: so both
   * are kept, and it can be told which is whose.
   */
  static final String ORIGINAL = "original.";

  private static final Set<String> OURS =
      Set.of(
          REASON,
          DETAIL,
          REQUIREMENT,
          TOPIC,
          PARTITION,
          OFFSET,
          TIME,
          JOB_VERSION,
          VALUE_CUT,
          KEY_CUT,
          HEADERS_CUT);

  private static final WireNames<Rejection.Reason> REASONS =
      new WireNames<>(Rejection.Reason.class, null);

  private static final WireNames<Requirement> REQUIREMENTS =
      new WireNames<>(Requirement.class, null);

  private DeadLetters() {}

  /** Of a record that came without headers. */
  public static TopicRecord record(
      String topic,
      int partition,
      long offset,
      long appendedAt,
      Rejection rejection,
      String jobVersion,
      byte[] key,
      byte[] value) {
    return record(
        topic, partition, offset, appendedAt, rejection, jobVersion, key, value, List.of());
  }

  /**
   * @param appendedAt when Kafka appended the rejected record, epoch milliseconds
   * @param key as it came, or {@code null}
   * @param value as it came, or {@code null}
   * @param own the headers that it came with
   */
  public static TopicRecord record(
      String topic,
      int partition,
      long offset,
      long appendedAt,
      Rejection rejection,
      String jobVersion,
      byte[] key,
      byte[] value,
      List<OwnHeader> own) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(REASON, REASONS.name(rejection.reason()));
    headers.put(DETAIL, rejection.detail());
    if (rejection.requirement() != null) {
      headers.put(REQUIREMENT, rejection.requirement().word());
    }
    headers.putAll(place(topic, partition, offset, appendedAt));
    headers.put(JOB_VERSION, jobVersion);
    return new TopicRecord(key, value, headers, own);
  }

  /** What a record's own header is called on its dead letter. */
  public static String letterName(String name) {
    return OURS.contains(name) || name.startsWith(ORIGINAL) ? ORIGINAL + name : name;
  }

  /** What a dead letter's header was called on the record, or {@code null} if it is one of ours. */
  public static String ownName(String letterName) {
    if (letterName.startsWith(ORIGINAL)) {
      return letterName.substring(ORIGINAL.length());
    }
    return OURS.contains(letterName) ? null : letterName;
  }

  /**
   * Of a control record that was refused behind the parser, which has put where it stands into its
   * headers.
   */
  public static TopicRecord control(TopicRecord record, Rejection rejection, String jobVersion) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(REASON, REASONS.name(rejection.reason()));
    headers.put(DETAIL, rejection.detail());
    for (String place : List.of(TOPIC, PARTITION, OFFSET, TIME)) {
      if (record.headers().containsKey(place)) {
        headers.put(place, record.headers().get(place));
      }
    }
    headers.put(JOB_VERSION, jobVersion);
    return new TopicRecord(record.key(), record.value(), headers, record.own());
  }

  /** Where a record stands, as headers. */
  public static Map<String, String> place(
      String topic, int partition, long offset, long appendedAt) {
    Map<String, String> place = new LinkedHashMap<>();
    place.put(TOPIC, topic);
    place.put(PARTITION, Integer.toString(partition));
    place.put(OFFSET, Long.toString(offset));
    place.put(TIME, IsoTime.format(appendedAt));
    return place;
  }

  /**
   * Why the record was rejected.
   *
   * @throws IllegalArgumentException if these are no headers of a dead letter
   */
  public static Rejection rejection(Map<String, String> headers) {
    String name = headers.get(REASON);
    Rejection.Reason reason = name == null ? null : REASONS.value(name);
    if (reason == null) {
      throw new IllegalArgumentException(
          "header '" + REASON + "' is " + name + ", but a dead letter has one of " + REASONS);
    }
    String requirement = headers.get(REQUIREMENT);
    return new Rejection(
        reason,
        headers.getOrDefault(DETAIL, ""),
        requirement == null ? null : REQUIREMENTS.value(requirement));
  }
}
