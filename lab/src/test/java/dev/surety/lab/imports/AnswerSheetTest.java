package dev.surety.lab.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What lies on disk is what a map in memory would hold, in whatever order answers come. */
class AnswerSheetTest {

  /** An answer of a model to a question. */
  record Answer(int question, int model, double score) {}

  @Provide
  Arbitrary<List<Answer>> answers() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 4),
            Arbitraries.doubles().between(0, 1))
        .as(Answer::new)
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 30)
  void everyAnswerIsWhereItBelongsAndTheLastCounts(@ForAll("answers") List<Answer> answers)
      throws IOException {
    Path folder = Files.createTempDirectory("sheet");
    Map<Integer, Map<Integer, Double>> expected = new LinkedHashMap<>();
    List<Integer> models = new ArrayList<>();
    Map<Integer, Map<Integer, Double>> got = new LinkedHashMap<>();

    try (AnswerSheet sheet = new AnswerSheet(folder.resolve("out"))) {
      for (Answer a : answers) {
        if (!models.contains(a.model())) {
          models.add(a.model());
        }
        boolean isNew =
            sheet.put(
                "q" + a.question(),
                "set",
                "\u00fc?",
                models.indexOf(a.model()),
                new double[] {a.score(), 1, Double.NaN, a.question()});
        Double before =
            expected
                .computeIfAbsent(a.question(), q -> new LinkedHashMap<>())
                .put(models.indexOf(a.model()), a.score());
        assertThat(isNew).isEqualTo(before == null);
      }
      sheet.read(
          (id, domain, prompt, chars, values) -> {
            assertThat(prompt).isEqualTo("\u00fc?");
            assertThat(chars).isEqualTo(2);
            int question = Integer.parseInt(id.substring(1));
            got.put(question, new LinkedHashMap<>());
            for (int m = 0; m < models.size(); m++) {
              if (!Double.isNaN(values[0][m])) {
                got.get(question).put(m, values[0][m]);
                assertThat(values[2][m]).isNaN();
                assertThat(values[3][m]).isEqualTo(question);
              }
            }
          });
    }

    assertThat(got).isEqualTo(expected);
    assertThat(List.copyOf(got.keySet())).isEqualTo(List.copyOf(expected.keySet()));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("nothing is left lying about").isEmpty();
    }
    Files.delete(folder);
  }
}
