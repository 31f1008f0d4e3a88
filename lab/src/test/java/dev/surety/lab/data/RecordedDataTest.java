package dev.surety.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.Features;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedDataTest {

  private static final String MODELS =
      """
      {"models": [
       {"name": "small", "input_usd_per_mtok": 0.2, "output_usd_per_mtok": 0.2, "released": null},
       {"name": "big", "input_usd_per_mtok": 10, "output_usd_per_mtok": 30, "released": "2024-07"}]}
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeModels() throws IOException {
    file = folder.resolve("my.jsonl");
    Files.writeString(folder.resolve("my.models.json"), MODELS);
  }

  @Test
  void anEmbeddingIsWhatTheRequestBrings() throws IOException {
    String row =
        """
        {"id":"%s","domain":"d","prompt":"p","quality":[0,1],"cost_usd":[1,2],"out_tokens":[1,2]%s}
        """;
    Files.writeString(
        file, row.formatted("r1", ",\"embedding\":[0.5,-1,0]") + row.formatted("r2", ""));
    RoutingData data = RoutingData.read(file);
    assertThat(data.row(0).features())
        .isEqualTo(new Features(new int[] {0, 1, 2}, new float[] {0.5f, -1, 0}));
    assertThat(data.row(1).features().isEmpty()).isTrue();
    for (String broken : new String[] {"7", "[]", "[1,null]", "[1,\"x\"]"}) {
      Files.writeString(file, row.formatted("r1", ",\"embedding\":" + broken));
      assertThatThrownBy(() -> RoutingData.read(file))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContaining("\"embedding\" is no array of numbers");
    }
  }

  @Test
  void readsRowsOfAPlainAndOfACompressedFile() throws IOException {
    String row =
        """
        {"id":"r1","domain":"d","prompt":"Wie spät?","prompt_chars":2000,"in_tokens":500,\
        "quality":[0,0.5],"cost_usd":[0.001,0.02],"out_tokens":[10,20],"latency_s":[0.1,2]}
        """;
    Files.writeString(file, row + "\n\n");
    Path compressed = folder.resolve("my.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(row.getBytes(StandardCharsets.UTF_8));
    }
    for (Path path : new Path[] {file, compressed}) {
      RoutingData data = RoutingData.read(path);
      assertThat(data.size()).isOne();
      assertThat(data.graded()).isTrue();
      assertThat(data.notes()).isEmpty();
      assertThat(data.pool().names()).containsExactly("small", "big");
      assertThat(data.pool().get(1).price()).isEqualTo(new Price(10, 30));
      assertThat(data.pool().get(0).released()).isEmpty();
      assertThat(data.pool().get(1).released()).hasToString("Optional[2024-07]");
      RoutingRow read = data.row(0);
      assertThat(read.prompt()).isEqualTo("Wie spät?");
      assertThat(read.promptChars()).isEqualTo(2000);
      assertThat(read.inputTokens()).isEqualTo(500);
      assertThat(read.quality()).containsExactly(0, 0.5);
      assertThat(read.costUsd()).containsExactly(0.001, 0.02);
      assertThat(read.outputTokens()).containsExactly(10, 20);
      assertThat(read.latencySeconds()).containsExactly(0.1, 2);
    }
  }

  @Test
  void scalesARecordedCostWithThePriceInForce() throws IOException {
    Files.writeString(file, row("r1", "[1,1]", "[0.5,0.02]", "[10,20]"));
    RoutingRow read = RoutingData.read(file).row(0);
    Price big = new Price(10, 30);
    assertThat(read.costUsd(1, big, big)).isEqualTo(0.02);
    assertThat(read.costUsd(1, big, new Price(5, 15))).isEqualTo(0.01);
    assertThat(read.costUsd(1, new Price(0, 0), new Price(1, 1)))
        .isEqualTo((read.inputTokens() + 20) / 1e6);
  }

  @Test
  void leavesOutModelsWithManyGapsAndThenRowsWithAny() throws IOException {
    String rows =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    i == 7
                        ? row("r7", "[null,1]", "[null,0.1]", "[null,1]")
                        : row("r" + i, "[1,1]", "[0.1,0.1]", "[1,1]"))
            .collect(Collectors.joining());
    Files.writeString(file, rows);
    RoutingData oneGap = RoutingData.read(file);
    assertThat(oneGap.pool().size()).isEqualTo(2);
    assertThat(oneGap.size()).isEqualTo(99);
    assertThat(oneGap.notes()).singleElement().asString().startsWith("1 of 100 rows left out");

    Files.writeString(
        file,
        rows.replace(
            "\"r8\",\"domain\":\"d\",\"prompt\":\"p\",\"quality\":[1,",
            "\"r8\",\"domain\":\"d\",\"prompt\":\"p\",\"quality\":[null,"));
    RoutingData twoGaps = RoutingData.read(file);
    assertThat(twoGaps.pool().names()).containsExactly("big");
    assertThat(twoGaps.size()).isEqualTo(100);
    assertThat(twoGaps.row(7).costUsd()).containsExactly(0.1);
    assertThat(twoGaps.notes()).containsExactly("model small left out: no answer on 2 of 100 rows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":"r2"                                    | not JSON
          [1,2]                                         | not a JSON object
          {"id":"r2","domain":"d"}                      | "prompt" is missing
          ROW [1] [1,1] [1,1]                           | "quality" has 1 numbers, the models file 2
          ROW [1,1.5] [1,1] [1,1]                       | "quality" of big is 1.5. It lies in 0..1
          ROW [1,"x"] [1,1] [1,1]                       | "quality" of big is "x"
          ROW [1,1] [1,-1] [1,1]                        | "cost_usd" of big is -1
          ROW [1,1] [1,1] 3                             | "out_tokens" is missing or no array
          ROW1 [1,1] [1,1] [1,1]                        | the id 'r1' stands there twice
          """)
  void saysWhatIsWrongInWhichLine(String line, String what) throws IOException {
    String[] parts = line.split(" ");
    String bad =
        line.startsWith("ROW")
            ? row(parts[0].equals("ROW") ? "r2" : "r1", parts[1], parts[2], parts[3])
            : line;
    Files.writeString(file, row("r1", "[1,1]", "[1,1]", "[1,1]") + bad);
    assertThatThrownBy(() -> RoutingData.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + " line 2: ")
        .hasMessageContaining(what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"models": []}                                       | "models" is missing or empty
          {"models": [                                         | line 2: not JSON
          {"models": [{"input_usd_per_mtok": 1}]}              | model 1 of "models" has no "name"
          {"models": [{"name": "m", "input_usd_per_mtok": 1}]} | (m) has no "output_usd_per_mtok"
          """)
  void saysWhatIsWrongWithTheModels(String models, String what) throws IOException {
    Path modelsFile = folder.resolve("my.models.json");
    Files.writeString(modelsFile, models + "\n");
    Files.writeString(file, "");
    assertThatThrownBy(() -> RoutingData.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(modelsFile.toString())
        .hasMessageContaining(what);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> RoutingData.read(file)).hasMessageContaining("no such file");
    Files.writeString(file, "\n");
    assertThatThrownBy(() -> RoutingData.read(file)).hasMessageContaining("no rows");
    assertThatThrownBy(() -> RoutingData.read(folder.resolve("other.jsonl")))
        .hasMessageContaining("other.models.json");
    assertThatThrownBy(() -> RoutingData.read(folder.resolve("my.csv")))
        .hasMessageContaining("ends in .jsonl.gz or .jsonl");
    Path broken = folder.resolve("my.jsonl.gz");
    Files.writeString(broken, "no gzip");
    assertThatThrownBy(() -> RoutingData.read(broken))
        .hasMessageContaining("not a whole gzip file");
  }

  private static String row(String id, String quality, String cost, String tokens) {
    return String.format(
        "{\"id\":\"%s\",\"domain\":\"d\",\"prompt\":\"p\",\"quality\":%s,"
            + "\"cost_usd\":%s,\"out_tokens\":%s}%n",
        id, quality, cost, tokens);
  }
}
