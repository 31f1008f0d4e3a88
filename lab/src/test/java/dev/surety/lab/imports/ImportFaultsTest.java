package dev.surety.lab.imports;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Each format with the faults that real files have: what can be read is, the rest is counted. */
class ImportFaultsTest {

  /** What goes wrong with a file on its way, and how much of it is to be had afterwards. */
  private enum Fault {
    BYTE_ORDER_MARK(1, 1),
    CRLF(1, 1),
    UTF_16(1, 1),
    GZIP(1, 1),
    ZSTD(1, 1),
    TWO_GZIP_MEMBERS(1, 1),
    BLANK_LINES(1, 1),
    DOUBLED(1, 1),
    CUT_OFF(0.4, 0.7),
    GZIP_CUT_OFF(0.05, 0.95),
    NAN_AND_EMPTY(0.9, 1);

    private final double least;
    private final double most;

    Fault(double least, double most) {
      this.least = least;
      this.most = most;
    }

    byte[] of(String text) throws IOException {
      return switch (this) {
        case BYTE_ORDER_MARK -> ("\uFEFF" + text).getBytes(UTF_8);
        case CRLF -> text.replace("\n", "\r\n").getBytes(UTF_8);
        case UTF_16 -> ("\uFEFF" + text).getBytes(UTF_16LE);
        case GZIP -> gzip(text);
        case ZSTD -> Zstd.compress(text.getBytes(UTF_8));
        case TWO_GZIP_MEMBERS -> twice(text);
        case BLANK_LINES -> ("\n\n" + text + "\n\n").getBytes(UTF_8);
        case DOUBLED -> (text + text).getBytes(UTF_8);
        case CUT_OFF -> text.substring(0, (int) (0.55 * text.length())).getBytes(UTF_8);
        case GZIP_CUT_OFF -> Arrays.copyOf(gzip(text), (int) (0.55 * gzip(text).length));
        case NAN_AND_EMPTY -> nothing(text).getBytes(UTF_8);
      };
    }

    private static byte[] gzip(String text) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream packed = new GZIPOutputStream(bytes)) {
        packed.write(text.getBytes(UTF_8));
      }
      return bytes.toByteArray();
    }

    private static byte[] twice(String text) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(gzip(text.substring(0, text.length() / 2)));
      bytes.write(gzip(text.substring(text.length() / 2)));
      return bytes.toByteArray();
    }

    /** Every twentieth number of tokens or cost says nothing, as Python and spreadsheets say it. */
    private static String nothing(String text) {
      Matcher numbers =
          Pattern.compile("(?<=[,:] ?)(\\d+\\.\\d{4,}|\\d{3})(?=[,}\\n])").matcher(text);
      StringBuilder changed = new StringBuilder();
      for (int i = 0; numbers.find(); i++) {
        numbers.appendReplacement(changed, i % 20 == 7 ? "NaN" : "$0");
      }
      return numbers.appendTail(changed).toString();
    }
  }

  private static final List<String> SAMPLES =
      List.of(
          "litellm-spend-logs.csv",
          "litellm-spend-logs.json",
          "otel-spans.jsonl",
          "langfuse.json",
          "langfuse-observations.csv",
          "openrouter-activity.csv",
          "requests.csv",
          "requests.jsonl",
          "routerbench.csv",
          "llmrouterbench/gpt-4o.json");

  @TempDir private Path folder;

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String sample : SAMPLES) {
      for (Fault fault : Fault.values()) {
        cases.add(Arguments.of(sample, fault));
      }
    }
    return cases;
  }

  private static long kept(String said) {
    Matcher kept = Pattern.compile("(?m)^kept +([\\d,]+) ").matcher(said);
    return kept.find() ? Long.parseLong(kept.group(1).replace(",", "")) : 0;
  }

  private String read(Path file) {
    StringWriter said = new StringWriter();
    List<String> args =
        new ArrayList<>(List.of(file.toString(), "--out", folder.resolve("got").toString()));
    if (file.toString().contains("requests.jsonl")) {
      args.addAll(List.of("--map", "model=response.model", "--labels", "1:5"));
    }
    if (file.toString().contains("requests.csv")) {
      args.addAll(List.of("--map", "time=when"));
    }
    int exit =
        new CommandLine(new ImportCommand())
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(args.toArray(String[]::new));
    assertThat(exit).as("%s: %s", file, said).isZero();
    return said.toString();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatCanBeReadIsReadAndTheRestIsCounted(String sample, Fault fault) throws IOException {
    Path whole = SampleLogsTest.FOLDER.resolve(sample);
    long all = kept(read(whole));
    Path broken = folder.resolve(whole.getFileName());
    Files.write(broken, fault.of(Files.readString(whole)));

    String said = read(broken);

    assertThat(kept(said) / (double) all).as(said).isBetween(fault.least, fault.most);
    switch (fault) {
      case GZIP_CUT_OFF ->
          assertThat(said)
              .contains("a packed file that is cut off or damaged: what is before counts");
      case DOUBLED -> assertThat(said).contains("doubled: ");
      default -> {}
    }
  }
}
