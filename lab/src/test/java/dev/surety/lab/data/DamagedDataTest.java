package dev.surety.lab.data;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file gives all of its rows or says where and how to mend it: never some of them. */
class DamagedDataTest {

  private static final byte[] NONE = {};

  @TempDir private Path folder;
  private Path plain;
  private Path packed;

  @BeforeEach
  void writeModels() throws IOException {
    plain = folder.resolve("my.jsonl");
    packed = folder.resolve("my.jsonl.gz");
    Files.writeString(
        folder.resolve("my.models.json"),
        """
        {"models": [{"name": "m", "input_usd_per_mtok": 1, "output_usd_per_mtok": 2}]}
        """);
  }

  private static String row(int number) {
    return """
        {"id":"r%d","domain":"d","prompt":"Wie spät?","quality":[1],"cost_usd":[1],"out_tokens":[1]}
        """
        .formatted(number);
  }

  private static String rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(DamagedDataTest::row).collect(Collectors.joining());
  }

  static List<Arguments> lines() {
    String one = row(1).strip();
    String two = row(2).strip();
    return List.of(
        Arguments.of(one + two, 1, "more follows", "its own line"),
        Arguments.of(one + " " + two, 1, "more follows", "its own line"),
        Arguments.of(one + ",", 1, "not JSON", "one JSON object a line"),
        Arguments.of(one + "\n" + two + " and so on", 2, "not JSON", "one JSON object a line"),
        Arguments.of(one + "\n" + two + "]", 2, "not JSON", "one JSON object a line"),
        Arguments.of(one + "\n\0\0\0", 2, "not JSON", "one JSON object a line"),
        Arguments.of(one + "\n" + two.substring(0, 40), 2, "not JSON", "one JSON object a line"),
        Arguments.of("[" + one + ",\n" + two + "]", 1, "not JSON", "one JSON object a line"),
        Arguments.of("[" + one + "," + two + "]", 1, "not a JSON object", "jq -c '.[]'"),
        Arguments.of("\ufeff" + one, 1, "byte order mark", "without one"),
        Arguments.of(one + "\n\ufeff" + two, 2, "byte order mark", "without one"),
        Arguments.of(one.replace("[1]", "[NaN]"), 1, "has no NaN", "Write null"),
        Arguments.of(one.replace("[1]", "[-Infinity]"), 1, "has no NaN", "Write null"),
        Arguments.of(one.replace("[1]", "[nan]"), 1, "has no NaN", "Write null"),
        Arguments.of(one.replace("{", "{\"id\":\"r0\","), 1, "twice in one object", "Only one"),
        Arguments.of(
            "sample_id,prompt,eval_name,gpt-4-1106-preview,gpt-4-1106-preview|total_cost\n"
                + "grade-school-math.dev.0,\"['Q']\",grade-school-math,1.0,0.002",
            1,
            "head of a table (CSV)",
            "Convert it"),
        Arguments.of("\"id\";\"prompt\"\n\"r1\";\"p\"", 1, "head of a table (CSV)", "Convert it"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void saysWhichLineIsBrokenAndHowToMendIt(String text, long line, String what, String mend)
      throws IOException {
    for (Path file : List.of(plain, packed)) {
      Files.write(file, file == packed ? gzip(text) : text.getBytes(UTF_8));

      assertThatThrownBy(() -> RoutingData.read(file))
          .isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith(file + " line " + line + ": ")
          .hasMessageContaining(what)
          .hasMessageContaining(mend);
    }
  }

  static List<Arguments> files() throws IOException {
    byte[] whole = gzip(rows(0, 3));
    byte[] next = gzip(rows(3, 6));
    byte[] damagedHeader = next.clone();
    damagedHeader[0] = 0;
    byte[] damagedSum = next.clone();
    damagedSum[next.length - 8]++;
    return List.of(
        Arguments.of("gz", join(whole, damagedHeader), 4, "is no gzip", "gzip -t"),
        Arguments.of("gz", join(whole, damagedSum), 7, "Corrupt GZIP trailer", "gzip -t"),
        Arguments.of("gz", join(whole, "more".getBytes(UTF_8)), 4, "is no gzip", "gzip -t"),
        Arguments.of("gz", join(whole, new byte[1]), 4, "is no gzip", "gzip -t"),
        Arguments.of("gz", join(whole, new byte[512]), 4, "is no gzip", "gzip -t"),
        Arguments.of("gz", cut(whole, whole.length - 1), 4, "in the middle", "cut off"),
        Arguments.of("gz", cut(whole, 5), 1, "in the middle", "cut off"),
        Arguments.of("gz", NONE, 1, "in the middle", "cut off"),
        Arguments.of("gz", rows(0, 3).getBytes(UTF_8), 1, "begin like one", "rename it"),
        Arguments.of("gz", gzip(whole), 1, "compressed twice", "gunzip"),
        Arguments.of("", whole, 1, "is gzip", "jsonl.gz"),
        Arguments.of("", ("\ufeff" + rows(0, 1)).getBytes(UTF_16LE), 1, "UTF-16", "as UTF-8"),
        Arguments.of("", "PK\3\4....".getBytes(UTF_8), 1, "zip archive", "Unpack"),
        Arguments.of("", "PAR1....".getBytes(UTF_8), 1, "Parquet", "Convert"),
        Arguments.of("", join(row(0).getBytes(UTF_8), new byte[] {'"', -1}), 2, "UTF-8", "Save"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatTheFileIs(String form, byte[] content, long line, String what, String mend)
      throws IOException {
    Path file = form.equals("gz") ? packed : plain;
    Files.write(file, content);

    assertThatThrownBy(() -> RoutingData.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageMatching("(?s)\\Q" + file + "\\E line \\d+: .*")
        .hasMessageContaining(what)
        .hasMessageContaining(mend)
        .satisfies(
            e -> {
              long named =
                  Long.parseLong(e.getMessage().replaceAll("(?s).* line (\\d+): .*", "$1"));
              assertThat(named).isBetween(1L, line);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"my.csv", "my.csv.gz", "routerbench_0shot.pkl", "my.parquet", "my.json"})
  void saysWhatBecomesOfOtherForms(String name) {
    assertThatThrownBy(() -> RoutingData.read(folder.resolve(name)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("ends in .jsonl.gz or .jsonl")
        .hasMessageContainingAll("onvert it", "docs/data.md");
  }

  /** Members as `cat a.gz b.gz` and parallel compressors make them are one text. */
  @Test
  void readsAFileOfManyMembers() throws IOException {
    Files.write(packed, join(join(gzip(rows(0, 2)), gzip("")), gzip(rows(2, 5))));

    assertThat(RoutingData.read(packed).size()).isEqualTo(5);
  }

  /** Bytes changed, cut off, put in, or taken out anywhere, in files of one member or more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void neverLosesRowsInSilence(int members) throws IOException {
    Random random = new Random(members);
    byte[] whole = NONE;
    for (int m = 0; m < members; m++) {
      whole = join(whole, gzip(rows(4 * m, 4 * m + 4)));
    }
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged = damage(whole, random);
      Files.write(packed, damaged);
      try {
        assertThat(RoutingData.read(packed).size()).as("damage %d", i).isEqualTo(4 * members);
      } catch (DataFormatException e) {
        refused++;
        assertThat(e).hasMessageStartingWith(packed + " line ");
      }
    }
    // What is left are bytes of a member's header that say nothing of its content.
    assertThat(refused).isGreaterThan(300);
  }

  private static byte[] damage(byte[] whole, Random random) {
    int at = 1 + random.nextInt(whole.length - 1);
    byte[] rest = Arrays.copyOfRange(whole, at, whole.length);
    byte[] start = cut(whole, at);
    switch (random.nextInt(4)) {
      case 0:
        start[at - 1] ^= (byte) (1 << random.nextInt(8));
        return join(start, rest);
      case 1:
        byte[] more = new byte[1 + random.nextInt(40)];
        random.nextBytes(more);
        return join(join(start, more), rest);
      case 2:
        int out = Math.min(rest.length, 1 + random.nextInt(3));
        return join(start, Arrays.copyOfRange(rest, out, rest.length));
      default:
        // Cut between two members it would be a whole file.
        return endsBetweenMembers(rest) ? join(whole, new byte[] {7}) : start;
    }
  }

  private static boolean endsBetweenMembers(byte[] rest) {
    return rest.length > 2 && rest[0] == 0x1f && rest[1] == (byte) 0x8b && rest[2] == 8;
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(UTF_8));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
