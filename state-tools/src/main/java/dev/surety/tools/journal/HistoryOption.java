package dev.surety.tools.journal;

import java.util.List;
import picocli.CommandLine.Option;

/** Which of a journal's histories a command is about, where several runs began by themselves. */
public final class HistoryOption {

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description =
          "Only the history that ends with this run, as the output names it (default: all that the"
              + " journal has; where one is needed, the only one).")
  private String run;

  /**
   * All of them, or the one that was asked for.
   *
   * @throws BrokenJournal if the journal has no row of that run
   */
  public History of(JournalOutline outline) {
    if (run == null) {
      return History.newest(outline);
    }
    if (!outline.runs().contains(run)) {
      throw new BrokenJournal(
          "--run: the journal %s has no row of run %s; it has %s"
              .formatted(outline.files().folder(), run, outline.rowsByRun()));
    }
    return History.until(outline, run, Long.MAX_VALUE);
  }

  /**
   * The only one, or the one that was asked for.
   *
   * @throws BrokenJournal if there are several, naming them
   */
  public History single(JournalOutline outline) {
    History history = of(outline);
    List<LiveBranch.Chain> chains = history.branch().chains();
    if (chains.size() > 1) {
      throw new BrokenJournal(
          "the journal %s has %d histories that began by themselves, without state, and this needs one: %s; choose with --run"
              .formatted(
                  outline.files().folder(),
                  chains.size(),
                  String.join(", ", chains.stream().map(chain -> outline.brief(chain)).toList())));
    }
    return history;
  }
}
