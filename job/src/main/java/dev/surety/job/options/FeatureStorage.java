package dev.surety.job.options;

import java.util.Locale;

/** Which features of requests are made, and so are in the journal. */
public enum FeatureStorage {
  /** Those that the policy in force looks at. */
  USED,
  /** All, for a policy that may look at this history one day. */
  ALWAYS;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
