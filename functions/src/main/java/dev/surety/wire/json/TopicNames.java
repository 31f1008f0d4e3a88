package dev.surety.wire.json;

import java.util.regex.Pattern;

/** What the topics are called unless an option says otherwise: the same for job and tools. */
public final class TopicNames {

  /** Requests that want a model. */
  public static final String REQUESTS = "requests";

  /** What came of the answers. */
  public static final String FEEDBACK = "feedback";

  /** Models, promises and artefacts. */
  public static final String CONTROL = "control";

  /** The answers to requests. */
  public static final String DECISIONS = "decisions";

  /** Where every tenant and tier stands. */
  public static final String STANDINGS = "standings";

  /** What was refused, and why. */
  public static final String DEAD_LETTERS = "dead-letters";

  // Kafka's own rule.
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private TopicNames() {}

  /** Whether Kafka allows the name. */
  public static boolean isLegal(String name) {
    return LEGAL.matcher(name).matches();
  }
}
