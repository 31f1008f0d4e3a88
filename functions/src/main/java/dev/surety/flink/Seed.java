package dev.surety.flink;

import java.io.Serializable;
import java.security.SecureRandom;

/**
 * The seed of an installation's chance. Whoever knows it and may choose request ids chooses when
 * the router explores, so it is printed nowhere but in the journal, which auditors read.
 *
 * @param given by an operator, who means it; one that was drawn is only for a job that has none in
 *     its state yet
 */
public record Seed(long value, boolean given) implements Serializable {

  private static final long serialVersionUID = 1L;

  public static Seed given(long value) {
    return new Seed(value, true);
  }

  /** A new one that nobody can guess. Drawn where the graph is built, so that all tasks have it. */
  public static Seed drawn() {
    return new Seed(new SecureRandom().nextLong(), false);
  }

  /**
   * The one to use.
   *
   * @param kept in the state that the job goes on from, or {@code null}
   */
  long orKept(Long kept) {
    return given || kept == null ? value : kept;
  }

  @Override
  public String toString() {
    return "****";
  }
}
