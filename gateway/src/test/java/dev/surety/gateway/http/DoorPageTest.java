package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/gateway.md has every error and every header, by the code that has them. */
class DoorPageTest {

  private static final Path PAGE = Path.of("..", "docs", "gateway.md");
  private static final Path CODE = Path.of("src/main/java/dev/surety/gateway");
  private static final Pattern ERROR =
      Pattern.compile(
          "ApiError(?:\\.invalid|\\.server)?\\(\\s*[^,;\"]+,\\s*(?:\"rate_limit_error\",\\s*)?\"(\\w+)\"|breakOff\\([^;]*\"(\\w+)\"\\)");
  private static final Pattern HEADER =
      Pattern.compile("(?:getHeader|headers\\(\\)\\.get|headers\\.get|putHeader)\\(\"([a-z-]+)\"");

  /** HTTP's own, about which there is nothing to say. */
  private static final Set<String> PLAIN =
      Set.of(
          "accept-encoding",
          "allow",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect");

  private static String code() throws IOException {
    try (Stream<Path> files = Files.walk(CODE)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("simulation"))
          .map(DoorPageTest::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> found(Pattern pattern) throws IOException {
    Set<String> found = new TreeSet<>();
    pattern
        .matcher(code())
        .results()
        .forEach(
            m -> found.add(m.groupCount() > 1 && m.group(1) == null ? m.group(2) : m.group(1)));
    return found;
  }

  @Test
  void everyErrorIsThere() throws IOException {
    String page = text(PAGE);
    Set<String> codes = found(ERROR);
    codes.remove("upstream_"); // goes on with a class of failures
    codes.add("upstream_server_error");
    codes.add("upstream_refused");

    assertThat(codes)
        .contains("no_sla", "rate_limited", "upstream_ended", "no_decision")
        .allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
  }

  @Test
  void everyHeaderThatMeansSomethingIsThere() throws IOException {
    String page = text(PAGE).toLowerCase(java.util.Locale.ROOT);
    Set<String> headers = found(HEADER);
    headers.removeAll(PLAIN);

    assertThat(headers)
        .contains("x-surety-tag", "x-stainless-timeout", "x-api-key")
        .allSatisfy(header -> assertThat(page).contains("`" + header));
  }
}
