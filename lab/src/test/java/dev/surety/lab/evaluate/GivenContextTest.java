package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.lab.SuretyLab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code surety evaluate --context}. */
class GivenContextTest {

  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path data;
  private Path tagger;

  @BeforeEach
  void write() throws IOException {
    data = TinyData.write(folder);
    tagger = folder.resolve("tagger.json");
    assertThat(run("train", "tagger", "--train-share", "0.5", "--buckets", "2"))
        .as(errors.toString())
        .isZero();
  }

  private int run(String... args) {
    List<String> line = new ArrayList<>(List.of(args));
    line.addAll(List.of("--data", data.toString()));
    line.addAll(
        args[0].equals("train")
            ? List.of("--out", tagger.toString())
            : List.of("--targets", "0.6", "--horizon", "300"));
    text.getBuffer().setLength(0);
    return SuretyLab.commandLine()
        .setOut(new PrintWriter(text, true))
        .setErr(new PrintWriter(errors, true))
        .execute(line.toArray(String[]::new));
  }

  @Test
  void aTaggerGivesTheTagsOfTheRowsThatItWasNotTrainedOn() {
    String context = "tagger:" + tagger;
    assertThat(run("evaluate", "--policies", "surety,mess-plus", "--context", context))
        .as(errors.toString())
        .isZero();
    assertThat(text.toString())
        .contains("surety{context=tagger:prompts}")
        .contains("mess-plus")
        .containsPattern("held out: \\d+ of 60 rows; on the others artefact/tagger/prompts");
  }

  @Test
  void theSameWithTheArtefactNamed() {
    String[] named = {
      "evaluate",
      "--policies",
      "surety{context=tagger:prompts}",
      "--tag",
      "none",
      "--artefact",
      tagger.toString()
    };
    assertThat(run(named)).as(errors.toString()).isZero();
    String byName = figures();
    assertThat(run("evaluate", "--policies", "surety", "--context", "tagger:" + tagger)).isZero();
    assertThat(figures()).isEqualTo(byName);
  }

  /** Without how long it took. */
  private String figures() {
    return text.toString()
        .lines()
        .filter(line -> !line.contains("a second") && !line.contains("a decision"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void everyOtherContextIsOneWord() {
    for (String context : List.of("tag", "length", "none")) {
      assertThat(run("evaluate", "--policies", "surety", "--context", context)).isZero();
      String parameter = context.equals("none") ? "none" : "tag";
      assertThat(text.toString()).contains("surety{context=" + parameter + "}");
    }
  }

  @Test
  void mistakesAreTold() throws IOException {
    refused("must be tag, length, none or tagger:FILE, not 'domain'", "--context", "domain");
    refused("--tag says nothing beside --context", "--context", "tag", "--tag", "none");
    refused("there is no file", "--context", "tagger:" + folder.resolve("none"));
    Path prior =
        Files.writeString(
            folder.resolve("prior.json"),
            "{\"type\":\"artefact\",\"kind\":\"prior\",\"name\":\"p\",\"version\":1,\"payload\":"
                + "\"{\\\"models\\\":{\\\"m\\\":{\\\"satisfaction\\\":0.5,\\\"labels\\\":3}}}\"}");
    refused("holds a prior; surety train tagger", "--context", "tagger:" + prior);
  }

  private void refused(String why, String... args) {
    List<String> line = new ArrayList<>(List.of("evaluate", "--policies", "surety"));
    line.addAll(List.of(args));
    assertThat(run(line.toArray(String[]::new))).as(why).isEqualTo(2);
    assertThat(errors.toString()).contains(why);
  }
}
