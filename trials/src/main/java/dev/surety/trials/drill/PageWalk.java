package dev.surety.trials.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page of the documentation shows as typed at a prompt, typed again: each command as it
 * stands there, and each line that follows it must be said again. Names that are new every time
 * (jobs, savepoints, checkpoints) are learned where they are first said and put in their place from
 * then on; figures may be others, but a 0 must be a 0.
 */
final class PageWalk {

  /** Types one line; returns all that was said. */
  interface Prompt {
    String type(String command) throws IOException, InterruptedException;
  }

  /**
   * A command and what the page says that it says.
   *
   * @param says line by line; further lines may come between them
   */
  record Step(String command, List<String> says) {}

  private static final String PROMPT = "$ ";
  private static final String FENCE = "```";
  private static final Pattern NAME =
      Pattern.compile("savepoint-[0-9a-f]{6}-[0-9a-f]{12}|chk-\\d+|\\b[0-9a-f]{32}\\b");
  private static final Pattern FIGURE = Pattern.compile("\\d[\\d,.]*\\d|[1-9]");

  private final List<Step> steps;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<String> transcript = new ArrayList<>();

  PageWalk(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * The first block of a page's section in which something is typed.
   *
   * @throws IOException if the page has none
   */
  static PageWalk of(Path page, String heading) throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean inSection = false;
    boolean inBlock = false;
    for (String line : Files.readAllLines(page)) {
      if (!inBlock && line.startsWith("#")) {
        inSection = line.equals(heading);
      } else if (inSection && line.startsWith(FENCE)) {
        inBlock = !inBlock;
        if (!inBlock && !steps.isEmpty()) {
          return new PageWalk(steps);
        }
      } else if (inSection && inBlock && line.startsWith(PROMPT)) {
        steps.add(new Step(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (inSection && inBlock && !steps.isEmpty()) {
        steps.get(steps.size() - 1).says().add(line);
      }
    }
    throw new IOException("%s types nothing under '%s'".formatted(page, heading));
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * Types all of it.
   *
   * @return what the page says and was not said, with the command; nothing if the page is true
   */
  List<String> on(Prompt prompt) throws IOException, InterruptedException {
    List<String> untrue = new ArrayList<>();
    for (Step step : steps) {
      String command = inPlace(step.command());
      String said = prompt.type(command);
      transcript.add(PROMPT + command);
      List<String> lines = said.lines().map(String::stripTrailing).toList();
      int from = 0;
      for (String line : step.says()) {
        int at = find(line, lines, from);
        if (at < 0) {
          untrue.add(
              "'%s' does not say '%s', but: %s"
                  .formatted(command, line, said.replace('\n', '/').strip()));
          return untrue;
        }
        transcript.add(lines.get(at));
        from = at + 1;
      }
    }
    return untrue;
  }

  /** What was typed and said, of what the page shows; in its own names and paths. */
  List<String> transcript() {
    return List.copyOf(transcript);
  }

  private int find(String expected, List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (isSame(expected, lines.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Learns the names of the line if it is the one. */
  private boolean isSame(String expected, String said) {
    StringBuilder pattern = new StringBuilder();
    List<String> fresh = new ArrayList<>();
    Matcher name = NAME.matcher(expected.stripTrailing());
    int from = 0;
    while (name.find()) {
      pattern.append(figures(expected.substring(from, name.start())));
      String known = names.get(name.group());
      if (known != null) {
        pattern.append(Pattern.quote(known));
      } else {
        pattern.append('(').append(kind(name.group())).append(')');
        fresh.add(name.group());
      }
      from = name.end();
    }
    pattern.append(figures(expected.stripTrailing().substring(from)));
    Matcher same = Pattern.compile(pattern.toString()).matcher(said);
    if (!same.matches()) {
      return false;
    }
    for (int i = 0; i < fresh.size(); i++) {
      names.put(fresh.get(i), same.group(i + 1));
    }
    return true;
  }

  private static String kind(String name) {
    return name.startsWith("savepoint-")
        ? "savepoint-[0-9a-f]{6}-[0-9a-f]{12}"
        : name.startsWith("chk-") ? "chk-\\d+" : "[0-9a-f]{32}";
  }

  private static String figures(String text) {
    StringBuilder pattern = new StringBuilder();
    Matcher figure = FIGURE.matcher(text);
    int from = 0;
    while (figure.find()) {
      pattern.append(Pattern.quote(text.substring(from, figure.start())));
      pattern.append("(?:\\d[\\d,.]*\\d|[1-9])");
      from = figure.end();
    }
    return pattern.append(Pattern.quote(text.substring(from))).toString();
  }

  private String inPlace(String command) {
    return NAME.matcher(command)
        .replaceAll(
            found -> Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
  }
}
