package dev.surety.job.options;

import java.util.List;

/** The job can't start with these options; the message lists everything that is wrong at once. */
public final class InvalidOptions extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidOptions(List<String> problems) {
    super(
        (problems.size() == 1
                ? "1 problem with the options:"
                : problems.size() + " problems with the options:")
            + "\n  - "
            + String.join("\n  - ", problems)
            + "\n--help lists all options.");
  }
}
