package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.lab.data.RoutingData;
import dev.surety.policy.Prior;
import dev.surety.policy.Prior.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PooledPriorTest {

  @TempDir private Path folder;

  @Test
  void poolsAllCellsButCountsNoRowTwice() throws Exception {
    Prior prior = pooled("fixed:big,fixed:small");
    assertThat(prior.models())
        .containsOnlyKeys("big", "small")
        .containsEntry("big", new Seen(0.9, TinyData.ROWS))
        .containsEntry("small", new Seen(0.5, TinyData.ROWS));
    assertThat(prior.source()).contains("tiny.jsonl");
    assertThat(pooled("fixed:big,mess-plus{c=1000}").models().get("big"))
        .isEqualTo(new Seen(0.9, TinyData.ROWS));
  }

  @Test
  void whatIsWrittenCanBeReadAsAnArtefact() throws Exception {
    Path file = folder.resolve("prior.json");
    Files.writeString(file, pooled("fixed:big").write() + "\n");
    ArtefactUpdate artefact = PooledPrior.read(file);
    assertThat(artefact.subject()).isEqualTo("artefact/prior/file");
    assertThat(Prior.read(artefact.payload()).models()).containsOnlyKeys("big");
  }

  private Prior pooled(String policies) throws IOException, InterruptedException {
    RoutingData data = TinyData.read(folder);
    EvaluationPlan plan = TinyData.plan(data, policies, FeedbackSetting.equal(1));
    Evaluation evaluation = new Evaluator(plan).run(1, requests -> {});
    assertThat(evaluation.cells()).hasSameSizeAs(List.of(policies.split(",")));
    return PooledPrior.of(evaluation);
  }
}
