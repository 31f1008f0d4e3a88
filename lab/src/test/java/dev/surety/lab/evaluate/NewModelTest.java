package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.lab.SuretyLab;
import dev.surety.testing.DataFolder;
import dev.surety.testing.RequiresData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A model comes to a fleet of which one answer in a hundred is judged. One fleet of two sets, of
 * fixed seeds; docs/fleet.md has ten of three.
 */
@RequiresData
class NewModelTest {

  private static final int AT = 1500;
  private static final int REQUESTS = 4000;

  @TempDir private Path folder;

  @Test
  void isUsedThreeTimesSoonerThanByTenantsAlone() throws IOException {
    long[] together = until("surety");
    long[] alone = until("surety{fleet=none}");
    assertThat(together).hasSameSizeAs(alone).hasSizeGreaterThan(30);
    assertThat(3 * median(together)).isLessThanOrEqualTo(median(alone));
  }

  /** Requests until it is used; all there are for those who never do. */
  private long[] until(String policy) throws IOException {
    long[] until = {};
    for (String set : new String[] {"mmlupro", "routerbench"}) {
      JsonNode cells = evaluate(set, policy).path("cells");
      int before = until.length;
      until = Arrays.copyOf(until, before + cells.size());
      int counted = before;
      for (JsonNode cell : cells) {
        JsonNode used = cell.path("requests_until_used");
        if (!used.isMissingNode()) {
          until[counted++] = used.asLong(REQUESTS - AT);
        }
      }
      until = Arrays.copyOf(until, counted);
    }
    return until;
  }

  private static long median(long[] until) {
    long[] sorted = until.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private JsonNode evaluate(String set, String policy) throws IOException {
    Path out = folder.resolve(set + policy.length());
    String[] run = {
      "evaluate",
      "--data=" + DataFolder.path().resolve(set + ".jsonl.gz"),
      "--policies=" + policy,
      "--tenants=30",
      "--likeness=like,shifted=0.2,peculiar=0.2",
      "--new-model",
      "--new-model-at=" + AT,
      "--horizon=" + REQUESTS,
      "--target-shares=0.25,0.5,0.75,0.9",
      "--feedback-rate=0.01",
      "--tag=none",
      "--seeds=1",
      "--out=" + out
    };
    StringWriter text = new StringWriter();
    CommandLine command = SuretyLab.commandLine();
    command.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    assertThat(command.execute(run)).describedAs(text.toString()).isZero();
    return new ObjectMapper().readTree(out.resolve("results.json").toFile());
  }
}
