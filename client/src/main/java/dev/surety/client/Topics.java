package dev.surety.client;

/** Names of the topics that a gateway talks through. */
public record Topics(
    String requests,
    String feedback,
    String control,
    String decisions,
    String standings,
    String deadLetters) {

  /** The names that the job uses unless told otherwise. */
  public static final Topics DEFAULT =
      new Topics("requests", "feedback", "control", "decisions", "standings", "dead-letters");
}
