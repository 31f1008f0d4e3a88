package dev.surety.tools.journal;

import picocli.CommandLine.Option;

/** How much of a journal may be missing before a figure is refused. */
public final class MissingOption {

  @Option(
      names = "--missing-allowed",
      paramLabel = "SHARE",
      description =
          "Refuse if more of the rows than this are missing in the middle of the journal, 0..1"
              + " (default: ${DEFAULT-VALUE}). What older days held that were deleted is not in the"
              + " middle.")
  private double share = 0.01;

  /**
   * Holds a journal to it.
   *
   * @throws IllegalArgumentException if it is no share
   * @throws BrokenJournal if more is missing
   */
  public void check(JournalAccount account) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "--missing-allowed must be a share from 0 to 1, not " + share);
    }
    account.require(share);
  }
}
