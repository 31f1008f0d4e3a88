package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.REFUSED;
import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.trials.soak.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Models and promises that come in an order, or in a form, in which they should not. */
final class ControlMistakes {

  private ControlMistakes() {}

  static List<Exercise> exercises() {
    return List.of(
        Exercise.survived(
            "control-at-failover",
            "a TaskManager dies after a model was removed and a promise taken back and given again",
            ControlMistakes::failover),
        Exercise.refused(
            "same-version",
            "a promise is published again with other content under the same version",
            ControlMistakes::sameVersion),
        Exercise.refused(
            "control-not-compacted",
            "the control topic was created without cleanup.policy=compact",
            ControlMistakes::notCompacted),
        Exercise.survived(
            "unreadable-promise",
            "the restored state has a promise that a newer version wrote",
            ControlMistakes::unreadable));
  }

  private static Finding failover(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "control-at-failover")) {
      OperatorDesk desk = shop.desk();
      String promise = desk.promise();
      ObjectNode terms = desk.control().get(promise);
      ObjectNode second = terms.deepCopy().put("version", terms.path("version").asInt() + 1);
      // What a stream that repeats the topic meets after the snapshot of it.
      desk.publish(promise, null);
      desk.publish(promise, second);
      shop.start(shop.run());
      shop.serve(2 * SOME);
      String model = mostUsed(desk.answersSince(0));
      taken(
          put(ground, shop, "{\"type\":\"model_removed\",\"model\":\"%s\",\"version\":2}", model));
      shop.pause(); // who asks between the two is refused, and rightly
      desk.publish(promise, null);
      desk.publish(promise, terms);
      shop.goOn(2);
      shop.goOnAsking();
      shop.serve(SOME);
      shop.goOn(2);
      long before = System.currentTimeMillis();
      ground.site().kill(Victim.TASK_MANAGER);
      ground.site().restart(Victim.TASK_MANAGER, shop.job());
      shop.serve(2 * SOME);
      shop.require(
          desk.answersSince(before).stream().noneMatch(answer -> model.equals(modelOf(answer))),
          model + " is back");
      List<String> letters = desk.lettersSince(before);
      shop.require(letters.isEmpty(), "dead letters: " + letters);
      return shop.settle(SURVIVED, "the model stays away, the promise stays given");
    }
  }

  private static Finding sameVersion(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "same-version")) {
      OperatorDesk desk = shop.desk();
      String promise = desk.promise();
      ObjectNode other = desk.control().get(promise).put("target", 0.11);
      shop.start(shop.run());
      shop.serve(SOME);
      Said put = put(ground, shop, "%s", other.toString());
      shop.require(put.exit() == 2, "control put ends with exit code " + put.exit());
      shop.requireWords(put.text(), "version");
      desk.publish(promise, other);
      shop.serve(SOME);
      List<String> letters = desk.lettersSince(0);
      shop.require(
          letters.size() == 1 && letters.get(0).startsWith("unsupported"),
          "dead letters: " + letters);
      return shop.settle(REFUSED, "control put sends nothing; sent all the same, a dead letter");
    }
  }

  private static Finding notCompacted(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "control-not-compacted")) {
      cleanUp(shop, TopicConfig.CLEANUP_POLICY_DELETE);
      Said put =
          put(ground, shop, "{\"type\":\"model_removed\",\"model\":\"%s\",\"version\":2}", "x");
      shop.require(put.exit() == 2, "control put ends with exit code " + put.exit());
      shop.requireWords(put.text(), "cleanup.policy=compact");
      shop.startLater(shop.run());
      shop.rest().awaitMetric(shop.job(), "numRestarts", 2, Shop.LIMIT);
      String refusal = shop.rest().lastFailure(shop.job()).orElse("");
      shop.requireWords(refusal, "cleanup.policy=compact");
      shop.require(shop.desk().answersSince(0).isEmpty(), "it decided without order");
      cleanUp(shop, TopicConfig.CLEANUP_POLICY_COMPACT);
      shop.serve(SOME);
      return shop.settle(REFUSED, "nothing is decided, with the mend; once mended, by itself");
    }
  }

  private static Finding unreadable(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "unreadable-promise")) {
      OperatorDesk desk = shop.desk();
      shop.start(shop.run());
      shop.serve(SOME);
      String promise = desk.promise();
      ObjectNode terms = desk.control().get(promise);
      shop.pause(); // feedback under that promise would be refused as well
      String savepoint = shop.stop();
      shop.goOnAsking();
      int changed = ofTomorrow(Path.of(savepoint), terms.path("tenant").asText());
      shop.require(changed > 0, "the savepoint has no such promise");
      long before = System.currentTimeMillis();
      shop.start(shop.run().from(savepoint));
      shop.serve(2 * SOME);
      List<Answer> answers = desk.answersSince(before);
      List<String> letters = desk.lettersSince(before);
      shop.require(
          answers.stream()
              .filter(Decision.class::isInstance)
              .noneMatch(answer -> answer.key().key().equals(promise.substring("sla/".length()))),
          "a request was decided under a promise that can't be read");
      shop.require(!letters.isEmpty(), "nobody was refused");
      shop.require(
          letters.stream().allMatch(letter -> letter.startsWith("unsupported")),
          "dead letters: " + letters);
      taken(put(ground, shop, "%s", terms.deepCopy().put("version", 7).toString()));
      long mended = System.currentTimeMillis();
      shop.serve(2 * SOME);
      shop.require(
          desk.answersSince(mended).stream()
              .filter(Decision.class::isInstance)
              .anyMatch(answer -> answer.key().key().equals(promise.substring("sla/".length()))),
          "a greater version did not help");
      shop.require(shop.rest().restarts(shop.job()) == 0, "it restarted");
      return shop.settle(
          SURVIVED,
          "its own requests are refused ("
              + letters.size()
              + "), all others decided; a greater version ends it");
    }
  }

  /** As a newer version would have it: a policy that this one does not know, of the same length. */
  private static int ofTomorrow(Path savepoint, String tenant) throws Exception {
    int changed = 0;
    try (Stream<Path> files = Files.walk(savepoint)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, ISO_8859_1);
        String newer =
            bytes.replaceAll(
                "(\"tenant\":\"" + tenant + "\"[^\\n]{0,120}?\"policy\":\")surety\"", "$1future\"");
        if (!newer.equals(bytes)) {
          Files.writeString(file, newer, ISO_8859_1);
          changed++;
        }
      }
    }
    return changed;
  }

  private static Said put(Ground ground, Shop shop, String format, String value) throws Exception {
    Path file = ground.folder().resolve(shop.workload().topics().control() + ".jsonl");
    Files.write(file, (format.formatted(value) + "\n").getBytes(UTF_8));
    return ground.surety(
        "control",
        "put",
        file.toString(),
        "--bootstrap-servers=" + ground.premises().bootstrap(),
        "--topic=" + shop.workload().topics().control(),
        "--yes");
  }

  private static void taken(Said put) throws IOException {
    if (put.exit() != 0) {
      throw new IOException("control put: " + put.text());
    }
  }

  private static void cleanUp(Shop shop, String policy) throws Exception {
    ConfigEntry entry = new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy);
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, shop.workload().topics().control());
    shop.desk()
        .admin()
        .incrementalAlterConfigs(
            Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static String mostUsed(List<Answer> answers) {
    return answers.stream()
        .filter(Decision.class::isInstance)
        .map(ControlMistakes::modelOf)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  private static String modelOf(Answer answer) {
    return answer instanceof Decision decision ? decision.model() : "";
  }
}
