package dev.surety.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.engine.Account;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.journal.Traffic;
import dev.surety.tools.journal.WrittenJournal;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.tools.savepoint.SavepointStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code surety state reprocess}. With nothing revised a history must end where it ended: guards
 * that the batch job sorts and that feedback meets the decisions it was about. A revision must
 * change decisions, and never what users said.
 */
@ExtendWith(SharedFlink.class)
class ReprocessITCase {

  private static final int REQUESTS = 10_000;

  @TempDir private Path folder;

  @Test
  void anUnchangedPolicyGivesTheStatesOfTheFold() throws IOException {
    Path journal = folder.resolve("journal");
    Map<String, SavedKey> lived = LongHistory.write(journal, 21, REQUESTS).states();
    Path out = folder.resolve("new");

    CommandRun run = CommandRun.of("reprocess", "--journal", journal, "--out", out);

    assertThat(run.exit()).describedAs(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("decisions 10,000, of them 0 (0.0 %) for another model");
    Map<String, SavedKey> rerun = read(out);
    assertThat(rerun.keySet()).isEqualTo(lived.keySet());
    lived.forEach(
        (name, key) -> {
          assertThat(rerun.get(name).account()).describedAs(name).isEqualTo(key.account());
          assertThat(rerun.get(name).learner()).describedAs(name).isEqualTo(key.learner());
          assertThat(rerun.get(name).open()).describedAs(name).isEqualTo(key.open());
          assertThat(rerun.get(name).timers()).describedAs(name).isEqualTo(key.timers());
        });
    System.out.printf("%d requests run again: states of %d keys equal%n", REQUESTS, rerun.size());
  }

  @Test
  void anotherPolicyDecidesOtherwiseAndLearnsFromWhatWasAnswered() throws IOException {
    Path journal = folder.resolve("journal");
    Map<String, SavedKey> lived = LongHistory.write(journal, 3, 3_000).states();
    Path out = folder.resolve("new");

    CommandRun run =
        CommandRun.of("reprocess", "--journal", journal, "--policy", "fixed:c-dear", "--out", out);

    assertThat(run.exit()).describedAs(run.out() + run.err()).isZero();
    assertThat(run.out()).doesNotContain(" 0 (0.0 %)");
    for (SavedKey key : read(out).values()) {
      Account now = KeyState.of(key).account();
      Account then = KeyState.of(lived.get(key.key().key())).account();
      assertThat(now.labels).isEqualTo(then.labels);
      assertThat(now.costUsd).isEqualTo(then.costUsd);
      assertThat(now.requests).isEqualTo(then.requests);
      assertThat(now.outcomes).isNotEqualTo(then.outcomes);
      assertThat(KeyState.of(key).learner().memoryKind).isNotEqualTo("surety");
    }
  }

  @Test
  void aPromiseFileReplacesPromisesAndIsInTheSavepoint() throws IOException {
    Path journal = folder.resolve("journal");
    LongHistory.write(journal, 3, 600);
    Path slas =
        Files.writeString(
            folder.resolve("slas.jsonl"),
            "{\"type\":\"sla\",\"tenant\":\"tenant-1\",\"tier\":\"gold\",\"version\":7,"
                + "\"target\":0.5,\"policy\":\"mess-plus\"}\n");
    Path out = folder.resolve("new");

    CommandRun run = CommandRun.of("reprocess", "--journal", journal, "--sla", slas, "--out", out);

    assertThat(run.exit()).describedAs(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("publish these", "\"version\":7");
    List<ControlUpdate> known = SavepointStates.open(out.toString()).control().updates();
    assertThat(known).singleElement().isInstanceOf(SlaUpdate.class);
    Map<String, SavedKey> states = read(out);
    assertThat(KeyState.of(states.get("tenant-0/gold")).learner().memoryKind)
        .isNotEqualTo(KeyState.of(states.get("tenant-1/gold")).learner().memoryKind);
  }

  @Test
  void whatMakesNoSenseIsSaidInOneLineAndNothingIsWritten() throws IOException {
    Path journal =
        WrittenJournal.shuffled(folder.resolve("journal"), new Traffic(7).go(1, 100).rows, 1);
    Path slas = Files.writeString(folder.resolve("slas.jsonl"), "{\"type\":\"sla\"}\n");
    Path model =
        Files.writeString(
            folder.resolve("model.jsonl"),
            "{\"type\":\"model_removed\",\"model\":\"small\",\"version\":1}");

    assertRefused(journal, "policy 'guesswork' is unknown", "--policy", "guesswork");
    assertRefused(journal, "needs the parameter 'artefact'", "--policy", "proteus");
    assertRefused(journal, "has no parameter 'x'", "--policy", "surety", "--parameter", "x=1");
    assertRefused(journal, "slas.jsonl, line 1: field 'version' is missing", "--sla", slas);
    assertRefused(journal, "only records of type sla and artefact", "--sla", model);
    assertRefused(journal, "there is no file", "--sla", folder.resolve("none"));
    assertRefused(journal, "no savepoint can be read", "--on", folder.resolve("none"));
    assertRefused(folder.resolve("none"), "there is no folder");
  }

  private void assertRefused(Path journal, String why, Object... more) {
    Path out = folder.resolve("refused");
    Object[] args = new Object[5 + more.length];
    List.of("reprocess", "--journal", journal, "--out", out).toArray(args);
    System.arraycopy(more, 0, args, 5, more.length);
    CommandRun run = CommandRun.of(args);
    assertThat(run.exit()).describedAs(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("state reprocess: ").contains(why).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  private static Map<String, SavedKey> read(Path savepoint) {
    Map<String, SavedKey> states = new TreeMap<>();
    SavepointStates.read(savepoint.toString(), key -> states.put(key.key().key(), key));
    return states;
  }
}
