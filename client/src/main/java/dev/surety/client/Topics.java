package dev.surety.client;

import dev.surety.wire.json.TopicNames;
import java.util.Objects;

/**
 * Names of the topics that gateways and router talk through. A gateway writes to {@code requests}
 * and {@code feedback} and reads {@code decisions} and {@code standings}; the other two belong to
 * the router and to whoever operates it, and are named here so that one value names them all.
 *
 * @param requests what wants a model
 * @param feedback what became of answers
 * @param control models, prices and promises
 * @param decisions the router's answers
 * @param standings how each tenant stands, compacted
 * @param deadLetters what the router could not apply
 */
public record Topics(
    String requests,
    String feedback,
    String control,
    String decisions,
    String standings,
    String deadLetters) {

  /** The names that the job uses unless told otherwise. */
  public static final Topics DEFAULT = prefixed("");

  /**
   * Holds the names to what Kafka allows.
   *
   * @throws IllegalArgumentException if a name has other characters than letters, digits, {@code
   *     '.'}, {@code '_'} and {@code '-'}, or none, or more than 249
   */
  public Topics {
    check("requests", requests);
    check("feedback", feedback);
    check("control", control);
    check("decisions", decisions);
    check("standings", standings);
    check("deadLetters", deadLetters);
  }

  /**
   * The usual names, all with something before them, as where several routers share a broker.
   *
   * @param prefix for instance {@code "staging-"}
   * @return for instance {@code staging-requests} and so on
   * @throws IllegalArgumentException if Kafka does not allow such names
   */
  public static Topics prefixed(String prefix) {
    return new Topics(
        prefix + TopicNames.REQUESTS,
        prefix + TopicNames.FEEDBACK,
        prefix + TopicNames.CONTROL,
        prefix + TopicNames.DECISIONS,
        prefix + TopicNames.STANDINGS,
        prefix + TopicNames.DEAD_LETTERS);
  }

  private static void check(String which, String name) {
    Objects.requireNonNull(name, which);
    if (!TopicNames.isLegal(name)) {
      throw new IllegalArgumentException(
          "'%s' can't be the topic of %s: a name has 1 to 249 of A-Z a-z 0-9 . _ -"
              .formatted(name, which));
    }
  }
}
