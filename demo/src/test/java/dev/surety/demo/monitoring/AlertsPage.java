package dev.surety.demo.monitoring;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.monitoring.AlertRules.Watched;
import dev.surety.demo.monitoring.Recording.Fired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/alerts.md: what broke what each alert watches, when it fired and what the page said. */
final class AlertsPage {

  /**
   * How an alert was made to fire.
   *
   * @param broke in the words of the page
   * @param labels what the labels of each of its pages match: it names what was broken, and nobody
   *     else
   */
  private record Drill(String broke, String labels) {
    Drill(String broke) {
      this(broke, ".*");
    }
  }

  private static final Map<String, Drill> DRILLS =
      Map.ofEntries(
          entry(
              "SuretyFloorMissed",
              new Drill("no answer satisfies a tenant's users", "tenant=\"(acme|globex)\"")),
          entry(
              "SuretyDebtGrowing",
              new Drill("no answer satisfies a tenant's users", "tenant=\"(acme|globex)\"")),
          entry(
              "SuretyTargetInfeasible",
              new Drill("the same, for a promise of 99 %", "tenant=\"(acme|globex)\"")),
          entry(
              "SuretyFeedbackDropped",
              new Drill("judgements stop after a day on which each answer had one")),
          entry("SuretyUnknownModelNames", new Drill("feedback calls the model by a dated name")),
          entry(
              "SuretyFeedbackNotLearnt",
              new Drill("a gateway loses the ids of decisions", "reason=\"orphan|unrouted\"")),
          entry(
              "SuretyDeadLetters", new Drill("requests that are no JSON", "reason=\"malformed\"")),
          entry(
              "SuretyTooManyKeys",
              new Drill("tenants that nobody named, with a bound of one a minute")),
          entry(
              "SuretyNotices",
              new Drill("the clock of a gateway is a minute ahead", "notice=\"clock_ahead\"")),
          entry(
              "SuretyJudgeSilent",
              new Drill("nobody judges what decisions want judged", "tenant=\"(stark|tyrell)\"")),
          entry(
              "SuretyJudgeBudget", new Drill("a budget of two labels a day", "tenant=\"tyrell\"")),
          entry(
              "SuretyBudgetSpent",
              new Drill("a soft budget that pays no answer", "tenant=\"soylent\"")),
          entry("SuretyUnusualMoney", new Drill("usage that costs 0 beside 1,500 tokens")),
          entry(
              "SuretyNumbersBroken",
              new Drill("the job is started from a state with a number that is none")),
          entry(
              "SuretyModelFailing",
              new Drill("each answer of one model is an error", "tenant=\"initech\"")),
          entry(
              "SuretyModelOpen",
              new Drill(
                  "three tenants meet three failures each of one model",
                  "model=\"" + Trouble.AWAY + "\"")),
          entry(
              "SuretyPriceFeedStale",
              new Drill("a feed that writes every second (`metrics.feed-every`) stops")),
          entry(
              "SuretyCatchingUp",
              new Drill(
                  "users are served badly for some hours, and well ever since",
                  "tenant=\"wayne\"")),
          entry(
              "SuretyRecordsMissed",
              new Drill(
                  "the job starts again behind what Kafka has deleted meanwhile",
                  "operator_name=\"Source: requests\"")),
          entry("SuretySecondRun", new Drill("a second job is started on the same topics")),
          entry(
              "SuretyJournalFilesLost",
              new Drill("what sweeps files that begin with a dot takes those of the journal")),
          entry(
              "SuretyJournalWaiting",
              new Drill("a file stands in the place of the journal's folder")),
          entry("SuretyPriceUnconfirmed", new Drill("a price rises a hundredfold")),
          entry(
              "SuretyControlUnreadable",
              new Drill(
                  "the job is started from a state with a promise by a policy that it doesn't know")),
          entry("SuretyPoolShrunk", new Drill("six of nine models are put down")),
          entry("SuretyNoDecisions", new Drill("no request comes any more")),
          entry(
              "SuretyCheckpointsFailing",
              new Drill("a file stands in the place of the checkpoints' folder")),
          entry("SuretyDoorNotReady", new Drill("a door is started where no Kafka is")),
          entry("SuretyDoorOnStandings", new Drill("a door is started where no Kafka is")),
          entry("SuretyDoorFailing", new Drill("who insists on one model gets status 500")),
          entry(
              "SuretyUpstreamFailing",
              new Drill(
                  "one model answers 500, and the first choice 429", "model=\"(first|broken)\"")),
          entry("SuretyDoorFailovers", new Drill("the first choice of the router answers 429")),
          entry("SuretyDoorCancelled", new Drill("clients go after the first word")),
          entry(
              "SuretyDoorFirstTokenSlow",
              new Drill("streams of one model begin after more than 5 s", "model=\"slow\"")),
          entry("SuretyDoorKeysRefused", new Drill("requests with a key that nobody made")),
          entry(
              "SuretyDoorNoRoom",
              new Drill("a client takes its time with a body that fills the room for all")),
          entry(
              "SuretyDoorHoldsBack",
              new Drill(
                  "a tenant whose streams stall asks for more",
                  "tenant=\"globex\".*tier=\"free\"")),
          entry(
              "SuretyDoorLabelsMissing",
              new Drill("the judge talks of something else than its verdict")));

  /** Which have no drill here, and where what they watch is broken for real. */
  private static final Map<String, String> NOT_HERE =
      Map.ofEntries(
          entry(
              "SuretyDeadlineMissed",
              "answers are late, or two promises exclude each other: `DeadlineTest`, with the engine alone"),
          entry(
              "SuretyFleetStale",
              "a version of the fleet is numbered an hour behind or ahead of the clock:"
                  + " `RouteMetricsTest`, with ROUTE's metrics alone"),
          entry(
              "SuretyFeedbackHeld",
              "more feedback waits after a restore than has room: `HeldFeedbackTest`, with ROUTE alone"));

  private static final Path PAGE = Path.of("..", "docs", "alerts.md");
  private static final String WRITE = "surety.write-pages";
  private static final String BEGIN = "<!-- drills of the %s -->\n";
  private static final String END = "<!-- end -->\n";
  private static final String COMMAND =
      "./mvnw -q -pl demo -am verify -Dtest=NoSuchTest -Dit.test=*AlertDrillITCase"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -D"
          + WRITE;

  private AlertsPage() {}

  /** Those that must fire here: all but those of the list above. */
  static List<String> drilled(Watched what) throws IOException {
    assertThat(AlertRules.names()).containsAll(NOT_HERE.keySet());
    List<String> names = AlertRules.names(what);
    return names.stream().filter(name -> !NOT_HERE.containsKey(name)).toList();
  }

  /** What the labels of an alert's pages match. */
  static Pattern labels(String alert) {
    Drill drill = NOT_HERE.containsKey(alert) ? new Drill("") : DRILLS.get(alert);
    assertThat(drill)
        .as("how %s is made to fire: add it here, and the deed to Trouble", alert)
        .isNotNull();
    return Pattern.compile(drill.labels());
  }

  /**
   * The page has a row of each alert, with what broke it; minutes and words are those of the run
   * that wrote it.
   */
  static void check(Watched what, List<Fired> fired) throws IOException {
    String page = Files.readString(PAGE);
    if (System.getProperty(WRITE) != null) {
      int start = start(what, page);
      int end = page.indexOf(END, start);
      Files.writeString(PAGE, page.substring(0, start) + table(what, fired) + page.substring(end));
    }
    assertThat(causes(section(what, Files.readString(PAGE))))
        .as("docs/alerts.md is stale; write it anew with: %s", COMMAND)
        .isEqualTo(causes(table(what, fired)));
  }

  private static String section(Watched what, String page) {
    int start = start(what, page);
    return page.substring(start, page.indexOf(END, start));
  }

  private static int start(Watched what, String page) {
    String begin = BEGIN.formatted(what.word());
    assertThat(page).contains(begin);
    return page.indexOf(begin) + begin.length();
  }

  private static String causes(String table) {
    return Pattern.compile("(?m)^\\| (Surety\\w+) \\| (\\w+) \\| ([^|]*) \\|")
        .matcher(table)
        .results()
        .map(row -> row.group(1) + ": " + row.group(2) + ": " + row.group(3))
        .sorted()
        .collect(joining("\n"));
  }

  private static String table(Watched what, List<Fired> fired) throws IOException {
    StringBuilder table =
        new StringBuilder(
            "\n| alert | severity | what broke it | fired after | what the page said |\n| --- | --- | --- | --- | --- |\n");
    for (String alert : drilled(what).stream().sorted().toList()) {
      fired.stream()
          .filter(one -> one.alert().equals(alert))
          .min(Comparator.comparingInt(Fired::minute))
          .ifPresent(
              one ->
                  table.append(
                      "| %s | %s | %s | %d min | %s |\n"
                          .formatted(
                              alert,
                              severity(one),
                              DRILLS.get(alert).broke(),
                              one.minute() - begun(alert),
                              one.summary().replace("|", "\\|"))));
    }
    List<String> others =
        AlertRules.names(what).stream().filter(NOT_HERE::containsKey).sorted().toList();
    if (!others.isEmpty()) {
      table.append("\nNot here, but by its rule test; what it watches is broken elsewhere:\n\n");
      others.forEach(alert -> table.append("- %s: %s.\n".formatted(alert, NOT_HERE.get(alert))));
    }
    table.append('\n');
    return table.toString();
  }

  private static String severity(Fired one) {
    Matcher severity = Pattern.compile("severity=\"(\\w+)\"").matcher(one.labels());
    return severity.find() ? severity.group(1) : "-";
  }

  /** The minute at which it was broken. */
  private static int begun(String alert) {
    return switch (alert) {
      case "SuretyFeedbackDropped" -> AlertDrillITCase.DAY * 10;
      case "SuretyNoDecisions", "SuretyCheckpointsFailing" -> AlertDrillITCase.HOUR;
      case "SuretyDoorNotReady", "SuretyDoorOnStandings" -> 0;
      case "SuretyControlUnreadable", "SuretyPriceFeedStale", "SuretyCatchingUp" -> 0;
      case "SuretyRecordsMissed" -> 0;
      case "SuretySecondRun" -> 1;
      case "SuretyJournalFilesLost" -> 2;
      case "SuretyJournalWaiting" -> 3;
      default -> AlertDrillITCase.CALM;
    };
  }
}
