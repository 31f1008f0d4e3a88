package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.RoutingRequest;
import dev.surety.features.Sketcher;
import dev.surety.lab.SuretyLab;
import dev.surety.policy.tagger.PromptTagger;
import dev.surety.policy.tagger.Tagger;
import dev.surety.policy.tagger.TaggerArtefact;
import dev.surety.testing.Requests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code surety train tagger} as people meet it. */
class TrainTaggerCommandTest {

  private static final String[][] TOPICS = {
    {"add", "subtract", "sum", "number", "equation", "solve"},
    {"poem", "rhyme", "verse", "stanza", "lyric", "song"},
    {"java", "class", "method", "compile", "bug", "stack"}
  };

  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final SplittableRandom chance = new SplittableRandom(1);

  private int train(String... args) {
    List<String> line = new ArrayList<>(List.of("train", "tagger"));
    line.addAll(List.of(args));
    text.getBuffer().setLength(0);
    errors.getBuffer().setLength(0);
    return SuretyLab.commandLine()
        .setOut(new PrintWriter(text))
        .setErr(new PrintWriter(errors, true))
        .execute(line.toArray(String[]::new));
  }

  private String prompt(int topic) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      words.add(TOPICS[topic][chance.nextInt(6)]);
    }
    return String.join(" ", words);
  }

  private Path log(String lines) throws IOException {
    return Files.writeString(folder.resolve("log.jsonl"), lines);
  }

  private Path topics(int requests) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < requests; i++) {
      lines.append("{\"request_id\":\"r%d\",\"prompt\":\"%s\"}\n".formatted(i, prompt(i % 3)));
    }
    return log(lines.toString());
  }

  private String tag(Tagger tagger, RoutingRequest request) {
    return PromptTagger.of("t", 1, tagger).tag(new Sketcher().of(request));
  }

  @Test
  void promptsOfATopicShareABucketAndTheFileIsTheRecord() throws IOException {
    Path out = folder.resolve("tagger.json");
    assertThat(
            train(
                "--log",
                topics(300).toString(),
                "--out",
                out.toString(),
                "--buckets",
                "3",
                "--starts",
                "8",
                "--name",
                "mine",
                "--artefact-version",
                "5"))
        .as(errors.toString())
        .isZero();
    assertThat(text.toString())
        .contains("300 lines; 300 to train on")
        .containsPattern("a tag takes \\d+\\.\\d us")
        .contains("tags: mine@5/0 to mine@5/2");
    assertThat(Files.size(out)).isLessThanOrEqualTo(64 << 10);
    ArtefactUpdate artefact = ArtefactFile.read(out);
    assertThat(artefact.subject()).isEqualTo("artefact/tagger/mine");
    assertThat(artefact.payload()).doesNotContain("poem");
    Tagger tagger = TaggerArtefact.read(artefact.payload());
    Set<String> all = new HashSet<>();
    for (int topic = 0; topic < TOPICS.length; topic++) {
      Set<String> tags = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        tags.add(tag(tagger, Requests.id("n").prompt(prompt(topic)).request()));
      }
      assertThat(tags).hasSize(1);
      all.addAll(tags);
    }
    assertThat(all).hasSize(3);
  }

  @Test
  void theSameSeedGivesTheSameTagger() throws IOException {
    String log = topics(60).toString();
    Path one = folder.resolve("one.json");
    Path other = folder.resolve("other.json");
    train("--log", log, "--out", one.toString(), "--buckets", "4");
    train("--log", log, "--out", other.toString(), "--buckets", "4");
    assertThat(other).hasSameTextualContentAs(one);
  }

  /** 16 x 4,096 bytes of noise are more than 64 KB as text: they are rounded more coarsely. */
  @Test
  void theLongestEmbeddingsFitToo() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      StringBuilder numbers = new StringBuilder();
      for (int d = 0; d < 4096; d++) {
        numbers.append(d == 0 ? "" : ",").append(chance.nextInt(-99, 100));
      }
      lines.append("{\"embedding\":[").append(numbers).append("]}\n");
    }
    Path out = folder.resolve("tagger.json");
    assertThat(
            train(
                "--log",
                log(lines.toString()).toString(),
                "--sees",
                "embedding",
                "--rounds",
                "3",
                "--out",
                out.toString()))
        .as(errors.toString())
        .isZero();
    assertThat(Files.size(out)).isLessThanOrEqualTo(64 << 10);
    assertThat(TaggerArtefact.read(ArtefactFile.read(out).payload()).dimensions()).isEqualTo(4096);
    assertThat(text.toString()).contains("stay in their bucket");
  }

  @Test
  void mistakesAreToldInOneLine() throws IOException {
    String out = folder.resolve("t.json").toString();
    Path log = log("{\"prompt\":\"a\"}\n{\"text\":\"b\"}\n{\"embedding\":[1,2]}\n");
    refused("with --data FILE or with --log FILE", "--out", out);
    refused("with --data", "--out", out, "--data", "a", "--log", "b");
    refused("no such file", "--out", out, "--log", folder.resolve("none").toString());
    refused("1 requests to train on, as 2 of 3 lines", "--out", out, "--log", log.toString());
    refused("--buckets must be from 2 to 64", "--out", out, "--log", "x", "--buckets", "65");
    refused("--train-share", "--out", out, "--log", "x", "--train-share", "0");
    refused("'/'", "--out", out, "--log", "x", "--name", "a/b");
    log("{\"embedding\":[1,2]}\n{\"embedding\":[1,2,3]}\n");
    refused(
        "line 2: an embedding of 3 numbers among those of 2",
        "--out",
        out,
        "--log",
        log.toString(),
        "--sees",
        "embedding");
    assertThat(folder.resolve("t.json")).doesNotExist();
  }

  private void refused(String why, String... args) {
    assertThat(train(args)).as(why).isEqualTo(2);
    assertThat(errors.toString()).contains(why);
  }
}
