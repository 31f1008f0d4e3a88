package dev.surety.demo.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a real job or door showed, scrape by scrape, and what the alerts make of it: promtool holds
 * the rules as they are against the series as they came, and takes each scrape for one of another
 * minute. So an hour needs no hour, and no clock decides anything.
 */
final class Recording {

  /**
   * An alert that fires.
   *
   * @param minute after the first scrape, when it was first seen so
   * @param summary what the page says
   */
  record Fired(String alert, int minute, String labels, String summary, String runbook) {}

  private static final String MISSING = "_";
  private static final Pattern METRIC = Pattern.compile("(?:flink|surety_gateway)_\\w+");
  private static final Pattern WHEN = Pattern.compile("alertname: (\\w+), time: (\\w+),");
  private static final Pattern LABELS = Pattern.compile("^ +Labels:\\{(.*)}$");
  private static final Pattern ANNOTATIONS =
      Pattern.compile("^ +Annotations:\\{runbook_url=\"(.*)\", summary=\"(.*)\"},?$");
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:0s)?");

  private final Map<String, List<String>> series = new LinkedHashMap<>();
  private final TreeSet<String> metrics = new TreeSet<>();
  private final int step;
  private int scrapes;

  /**
   * @param step minutes from one scrape to the next, as the rules see it
   */
  Recording(int step) throws IOException {
    this.step = step;
    METRIC.matcher(AlertRules.text()).results().forEach(match -> metrics.add(match.group()));
  }

  /** One more scrape, of what the rules ask for. */
  void add(Exposition shown) throws IOException, InterruptedException {
    shown
        .scrape(metrics)
        .forEach(
            (name, value) ->
                series
                    .computeIfAbsent(
                        name, n -> new ArrayList<>(Collections.nCopies(scrapes, MISSING)))
                    .add(value));
    scrapes++;
    series.values().stream().filter(v -> v.size() < scrapes).forEach(v -> v.add(MISSING));
  }

  /** The minute of the last scrape. */
  int minutes() {
    return Math.max(0, (scrapes - 1) * step);
  }

  /** Every alert that fires, with all its labels, once. */
  List<Fired> fired(Path folder) throws IOException, InterruptedException {
    Path tests = folder.resolve("recorded.test.json");
    new ObjectMapper().writeValue(tests.toFile(), tests());
    Path output = folder.resolve("promtool.log");
    Process process =
        new ProcessBuilder("promtool", "test", "rules", tests.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("promtool did not end");
    }
    String said = Files.readString(output, UTF_8);
    if (process.exitValue() != 0 && !said.contains("got:")) {
      throw new IOException(said);
    }
    return parse(said);
  }

  /** JSON is YAML. Each alert is asked for at each step, and what fires is not expected. */
  private ObjectNode tests() throws IOException {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.putArray("rule_files")
        .add(PrometheusServer.CONFIGS.resolve("surety-alerts.yaml").toString());
    root.put("evaluation_interval", step + "m"); // between two scrapes nothing is new
    ObjectNode test = root.putArray("tests").addObject();
    test.put("interval", step + "m");
    ArrayNode input = test.putArray("input_series");
    series.forEach(
        (name, values) ->
            input.addObject().put("series", name).put("values", String.join(" ", values)));
    ArrayNode asked = test.putArray("alert_rule_test");
    for (int minute = 0; minute <= minutes(); minute += step) {
      for (String alert : AlertRules.names()) {
        ObjectNode question = asked.addObject();
        question.put("eval_time", minute + "m").put("alertname", alert).putArray("exp_alerts");
      }
    }
    return root;
  }

  private static List<Fired> parse(String said) {
    Map<String, Fired> fired = new LinkedHashMap<>();
    String alert = null;
    String labels = null;
    int minute = 0;
    for (String line : said.lines().toList()) {
      Matcher when = WHEN.matcher(line);
      Matcher labelled = LABELS.matcher(line);
      Matcher annotated = ANNOTATIONS.matcher(line);
      if (when.find()) {
        alert = when.group(1);
        minute = minutes(when.group(2));
      } else if (labelled.matches()) {
        labels = labelled.group(1);
      } else if (annotated.matches()) {
        fired.putIfAbsent(
            alert + labels,
            new Fired(alert, minute, labels, annotated.group(2), annotated.group(1)));
      }
    }
    return List.copyOf(fired.values());
  }

  private static int minutes(String time) {
    Matcher parts = TIME.matcher(time);
    if (!parts.matches()) {
      throw new IllegalStateException("promtool names a time in another way: " + time);
    }
    return part(parts.group(1)) * 1440 + part(parts.group(2)) * 60 + part(parts.group(3));
  }

  private static int part(String number) {
    return number == null ? 0 : Integer.parseInt(number);
  }
}
