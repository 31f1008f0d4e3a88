package dev.surety.tools.state;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.engine.Configuration;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Progress;
import dev.surety.policy.Policies;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavepointStates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety state verify}. */
@Command(
    name = "verify",
    description =
        "Checks every key and control record of a savepoint; exits with 1 if one is broken.",
    footer = {
      "",
      "Checked: the queue is a number, not below 0 and not below what the books lack; counts of"
          + " requests, decisions, judgements and events fit; open decisions are those that are"
          + " counted and name known models; no belief, cost or sum is NaN or outside its range;"
          + " layouts and control records are known to this build."
    })
final class VerifyCommand extends SavepointCommand {

  private static final int SHOWN = 20;

  @Parameters(paramLabel = "SAVEPOINT", description = "Its folder.")
  private String savepoint;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  int work() throws IOException {
    SavepointStates states = SavepointStates.open(savepoint);
    Configuration configuration = states.control().configuration();
    List<String> broken = new ArrayList<>();
    for (ControlUpdate update : states.control().updates()) {
      check(update, broken);
    }
    int records = states.control().updates().size();
    long findings = broken.size();
    long keys;
    double seconds;
    try (Progress progress = progress("verify")) {
      FindingCount count = new FindingCount(broken, findings);
      states.forEach(
          key -> true,
          key -> {
            progress.advance();
            count.add(key.key().key(), KeyChecks.check(KeyState.of(key), configuration));
          });
      findings = count.total;
      keys = progress.done();
      seconds = progress.seconds();
    }
    print(broken, findings, keys, records, seconds);
    return findings == 0 ? 0 : 1;
  }

  /** Keeps the first ones, counts all. */
  private static final class FindingCount {
    private final List<String> first;
    private long total;

    FindingCount(List<String> first, long total) {
      this.first = first;
      this.total = total;
    }

    void add(String key, List<String> findings) {
      for (String finding : findings) {
        total++;
        if (first.size() < SHOWN) {
          first.add(key + ": " + finding);
        }
      }
    }
  }

  private static void check(ControlUpdate update, List<String> broken) {
    try {
      if (update instanceof SlaUpdate sla) {
        Policies.of(sla.sla());
      } else if (update instanceof ArtefactUpdate artefact) {
        Policies.check(artefact);
      }
    } catch (IllegalArgumentException e) {
      broken.add(update.subject() + ": " + e.getMessage());
    }
  }

  private void print(List<String> broken, long findings, long keys, int records, double seconds)
      throws IOException {
    if (json) {
      var result = StateReportJson.MAPPER.createObjectNode();
      result.put("keys", keys).put("control_records", records).put("broken", findings);
      result.set("first", StateReportJson.MAPPER.valueToTree(broken));
      out().println(StateReportJson.MAPPER.writeValueAsString(result));
      return;
    }
    broken.forEach(out()::println);
    out()
        .printf(
            Locale.ROOT,
            "%s keys and %s control records checked in %.1f s: %s%n",
            Figures.count(keys),
            Figures.count(records),
            seconds,
            findings == 0 ? "all invariants hold" : Figures.count(findings) + " are broken");
  }
}
