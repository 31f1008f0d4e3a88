package dev.surety.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page as far as a reader acts on it: what to type, where to click.
 *
 * @param file where it is
 * @param code lines of code blocks, continued lines joined
 * @param prose everything else
 */
record MarkdownPage(Path file, List<String> code, String prose) {

  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LONG_SPAN = Pattern.compile("`(\\./mvnw[^`]+)`");
  private static final Pattern INDENTED = Pattern.compile(" {4,}(?:\\$ )?\\./\\w");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Path ROOT = Path.of("..");

  /** All pages of the repository; decisions are history and are left out. */
  static List<MarkdownPage> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().matches(".*/(target|decisions|\\.[^/.][^/]*)/.*"))
          .sorted()
          .map(MarkdownPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownPage read(Path file) {
    try {
      return of(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownPage of(Path file, List<String> lines) {
    List<String> code = new ArrayList<>();
    StringBuilder prose = new StringBuilder();
    StringBuilder command = new StringBuilder();
    boolean inCode = false;
    for (String line : lines) {
      if (line.stripLeading().startsWith("```")) {
        inCode = !inCode;
      } else if (!inCode && INDENTED.matcher(line).lookingAt()) {
        code.add(line.strip());
      } else if (!inCode) {
        prose.append(line).append('\n');
      } else if (line.endsWith("\\")) {
        command.append(line, 0, line.length() - 1).append(' ');
      } else {
        code.add(command.append(line).toString());
        command.setLength(0);
      }
    }
    return new MarkdownPage(file, code, prose.toString());
  }

  /** What stands between backticks in a sentence. */
  List<String> spans() {
    return SPAN.matcher(prose).results().map(span -> span.group(1)).toList();
  }

  /** The same, where one may go on in the next line. */
  List<String> spansAcrossLines() {
    return LONG_SPAN
        .matcher(prose)
        .results()
        .map(span -> span.group(1).replace('\n', ' '))
        .toList();
  }

  /** Links to other files or into this one, as written. */
  List<String> links() {
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** What a link can name after its {@code #}, as GitHub forms it. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    HEADING.matcher(prose).results().map(MarkdownPage::anchor).forEach(anchors::add);
    return anchors;
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
