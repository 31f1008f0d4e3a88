package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.history.CommandRun;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalFold;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.journal.Traffic;
import dev.surety.tools.journal.WrittenJournal;
import dev.surety.wire.json.ControlJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code surety state seed}: the job that starts from the result decides as one that has been told
 * the prior, and tenants that move keep every byte. A prior that nobody would start from is
 * refused.
 */
@ExtendWith(SharedFlink.class)
class SeededStartITCase {

  private static final int REQUESTS = 30;
  private static final TenantTier NEW = new TenantTier("new", "gold");
  private static final String PRIOR =
      "{\"models\":{\"a-cheap\":{\"satisfaction\":0.9,\"labels\":500},"
          + "\"c-dear\":{\"satisfaction\":0.95,\"labels\":500}}}";
  private static final SlaUpdate PROMISE =
      new SlaUpdate("*", "*", Promises.surety(0.8).with("prior", "others").sla());

  @TempDir private Path folder;

  @Test
  void aNewTenantStartsFromWhatOthersHaveSeen() throws Exception {
    Path prior = Files.writeString(folder.resolve("prior.json"), PRIOR);
    Path out = folder.resolve("seeded");

    CommandRun run =
        CommandRun.of("seed", "--from", prior, "--control", control(PROMISE), "--out", out);

    assertThat(run.exit()).describedAs(run.err()).isZero();
    assertThat(run.out()).contains("a-cheap", "0.9000 of 500 labels", "\"kind\":\"prior\"");
    SavepointStates seeded = SavepointStates.open(out.toString());
    assertThat(seeded.control().updates()).hasSize(5);
    Play told = Play.unconfigured().key(NEW);
    told.configure(seeded.control().configuration().inForce(NEW, 0));
    Play untold = Play.of(Promises.surety(0.8).sla(), Pools.three()).key(NEW);
    for (int i = 0; i < REQUESTS; i++) {
      told.route(Requests.id("r" + i).of(NEW).at(1_000 + i).request());
      untold.route(Requests.id("r" + i).of(NEW).at(1_000 + i).request());
    }
    String ended =
        RouteRun.continued(
            out.toString(),
            folder.resolve("last"),
            "hashmap",
            0,
            REQUESTS,
            i -> Requests.id("r" + i).of(NEW).at(1_000 + i).request(),
            REQUESTS);
    SavedKey key = read(ended).get(NEW.key());
    assertThat(key.learner()).isEqualTo(told.learnerBytes()).isNotEqualTo(untold.learnerBytes());
    told.born(KeyState.of(key).account().born);
    assertThat(key.account()).isEqualTo(told.accountBytes());
  }

  @Test
  void tenantsOfAnotherClusterMoveWithAllTheyHave() throws IOException {
    Path journal =
        WrittenJournal.shuffled(folder.resolve("journal"), new Traffic(7).go(3, 200).rows, 3);
    Map<String, FoldedKey> folded = new TreeMap<>();
    try (JournalRows rows = JournalFiles.read(journal)) {
      new JournalFold().fold(rows, key -> folded.put(key.key().key(), key));
    }
    Path out = folder.resolve("seeded");

    CommandRun run =
        CommandRun.of(
            "seed",
            "--from",
            journal,
            "--tenant",
            "tenant2",
            "--control",
            control(PROMISE),
            "--out",
            out);

    assertThat(run.exit()).describedAs(run.err()).isZero();
    Map<String, SavedKey> moved = read(out.toString());
    assertThat(moved).containsOnlyKeys("tenant2/gold");
    assertThat(moved.get("tenant2/gold").account())
        .isEqualTo(folded.get("tenant2/gold").accountBytes());
    assertThat(moved.get("tenant2/gold").learner())
        .isEqualTo(folded.get("tenant2/gold").learnerBytes());
  }

  @Test
  void aJournalAndAnEvaluationGivePriors() throws IOException {
    Path journal =
        WrittenJournal.shuffled(folder.resolve("journal"), new Traffic(7).go(3, 200).rows, 3);
    Path results =
        Files.writeString(
            folder.resolve("results.json"),
            "{\"settings\":{\"rows\":50,\"data\":\"d\"},\"cells\":["
                + "{\"policy\":\"fixed:a-cheap\",\"requests\":100,\"label_share\":0.2,"
                + "\"satisfaction\":0.7},{\"policy\":\"surety\",\"requests\":100,"
                + "\"label_share\":1,\"satisfaction\":0.9}]}");

    CommandRun pooled =
        CommandRun.of(
            "seed", "--from", journal, "--control", control(PROMISE), "--out", folder.resolve("a"));
    CommandRun evaluated =
        CommandRun.of(
            "seed", "--from", results, "--control", control(PROMISE), "--out", folder.resolve("b"));

    assertThat(pooled.exit()).describedAs(pooled.err()).isZero();
    assertThat(pooled.out()).contains("medium", "small", "(not in the pool)");
    assertThat(evaluated.exit()).describedAs(evaluated.err()).isZero();
    assertThat(evaluated.out()).contains("a-cheap", "0.7000 of 20 labels");
  }

  @Test
  void whatNobodyCouldStartFromIsRefused() throws IOException {
    Path prior = Files.writeString(folder.resolve("prior.json"), PRIOR);
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"models\":");
    SlaUpdate without = new SlaUpdate("*", "*", Promises.surety(0.8).sla());

    assertRefused("no promise names a prior", prior, control(without));
    assertRefused("broken.json is not JSON", broken, control(PROMISE));
    assertRefused("there is nothing at", folder.resolve("none"), control(PROMISE));
    assertRefused("there is no file", prior, folder.resolve("none"));
    assertRefused(
        "must hold models and promises", prior, Files.createFile(folder.resolve("empty")));
  }

  private void assertRefused(String why, Path from, Path control) {
    Path out = folder.resolve("refused");
    CommandRun run = CommandRun.of("seed", "--from", from, "--control", control, "--out", out);
    assertThat(run.exit()).describedAs(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(why).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  private Path control(SlaUpdate promise) throws IOException {
    List<String> lines = new ArrayList<>();
    for (var model : Pools.three()) {
      lines.add(line(new ModelUpdate(model)));
    }
    lines.add(line(promise));
    return Files.write(folder.resolve("control.jsonl"), lines);
  }

  private static String line(ControlUpdate update) {
    return new String(ControlJson.write(update).value(), StandardCharsets.UTF_8);
  }

  private static Map<String, SavedKey> read(String savepoint) {
    Map<String, SavedKey> states = new TreeMap<>();
    SavepointStates.read(savepoint, key -> states.put(key.key().key(), key));
    return states;
  }
}
