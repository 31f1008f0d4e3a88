package dev.surety.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The sample that the documentation evaluates, trains and serves with is what the simulated pool
 * gives, and small. With {@code -Dsurety.write-pages} it is written anew.
 */
class SampleDataTest {

  private static final String WRITE = "surety.write-pages";
  private static final String MEND =
      "write it with: ./mvnw -q -pl lab -am test -Dtest=SampleDataTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE;
  private static final Path ROWS = Path.of("../configs/data/sample.jsonl");
  private static final Path MODELS = Path.of("../configs/data/sample.models.json");
  private static final int SIZE = 190;
  private static final long SEED = 1;
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private final ObjectMapper json = new ObjectMapper();
  private final SimulatedData simulated = SimulatedData.of(SIZE, SEED);

  @Test
  void isWhatTheSimulatedPoolGives() throws IOException {
    if (System.getProperty(WRITE) != null) {
      Files.createDirectories(ROWS.getParent());
      Files.writeString(ROWS, rows());
      Files.writeString(MODELS, models());
    }
    assertThat(ROWS).as(MEND).hasContent(rows());
    assertThat(MODELS).as(MEND).hasContent(models());
    assertThat(Files.size(ROWS) + Files.size(MODELS)).isLessThan(100_000);
  }

  @Test
  void isReadAsItWasMade() throws IOException {
    RecordedData read = RoutingData.read(ROWS);

    assertThat(read.notes()).isEmpty();
    assertThat(read.pool().names()).isEqualTo(simulated.pool().names());
    assertThat(read.size()).isEqualTo(SIZE);
    for (int m = 0; m < read.pool().size(); m++) {
      assertThat(read.row(SIZE - 1).quality(m)).isEqualTo(simulated.row(SIZE - 1).quality(m));
      double cost = simulated.row(SIZE - 1).costUsd(m);
      assertThat(read.row(SIZE - 1).costUsd(m)).isCloseTo(cost, within(1e-5 * cost));
    }
  }

  private String rows() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < simulated.size(); i++) {
      RoutingRow row = simulated.row(i);
      ObjectNode fields = json.createObjectNode();
      fields.put("id", row.id()).put("domain", row.domain()).put("prompt", row.prompt());
      fields.put("in_tokens", row.inputTokens());
      ArrayNode quality = fields.putArray("quality");
      ArrayNode costs = fields.putArray("cost_usd");
      ArrayNode tokens = fields.putArray("out_tokens");
      for (int m = 0; m < simulated.pool().size(); m++) {
        quality.add((int) row.quality(m));
        costs.add(new BigDecimal(row.costUsd(m)).round(SIX_DIGITS).stripTrailingZeros());
        tokens.add(row.outputTokens(m));
      }
      lines.append(json.writeValueAsString(fields)).append('\n');
    }
    return lines.toString();
  }

  private String models() throws IOException {
    ObjectNode file = json.createObjectNode();
    ArrayNode models = file.putArray("models");
    for (int m = 0; m < simulated.pool().size(); m++) {
      PooledModel model = simulated.pool().get(m);
      models
          .addObject()
          .put("name", model.name())
          .put("input_usd_per_mtok", model.price().inputUsdPerMtok())
          .put("output_usd_per_mtok", model.price().outputUsdPerMtok())
          .put("released", model.released().orElseThrow().toString());
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
  }
}
