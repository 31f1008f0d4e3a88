package dev.surety.job.options;

import java.util.Map;

/**
 * What was an option once, and what is in its place. No reason to refuse a start, as an upgrade
 * comes with the options of before; but said, as it has no effect.
 */
final class RetiredOptions {

  static final Map<String, String> MENDS =
      Map.of(
          "journal.compact-every",
          "files become visible with every checkpoint, and './surety journal compact' joins small"
              + " ones");

  private RetiredOptions() {}
}
