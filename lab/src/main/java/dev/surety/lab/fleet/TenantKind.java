package dev.surety.lab.fleet;

import java.util.Locale;

/** How a tenant of a made-up fleet differs from the others (fourth routing study, section 1). */
public enum TenantKind {
  /** Meets all rows of the data alike, as do all others of this kind. */
  SAME,

  /**
   * Has a mix of domains of its own: of every three one far from the data's, one near, one at it.
   */
  LIKE,

  /**
   * Besides, judges more strictly or laxly: all models' answers turn with one chance up to 0.25.
   */
  SHIFTED,

  /** Besides, finds each model better or worse: answers turn with a chance a model, up to 0.25. */
  PECULIAR,

  /** Besides, finds of each model what the others find of some other one. */
  ALIEN,

  /** Is served as those with a mix of their own, and says the opposite of what its users think. */
  HOSTILE;

  /** As people write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
