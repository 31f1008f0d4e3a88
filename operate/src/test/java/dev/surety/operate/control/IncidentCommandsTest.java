package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.TypeConversionException;

/** {@code control down|drain|up|price}: the next records, made of what the topic has. */
class IncidentCommandsTest {

  private static final long NOW = 1_790_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final String MODEL =
      "{'type':'model','model':'%s','version':%d,'input_usd_per_mtok':%s,'output_usd_per_mtok':1,'status':'%s'}";

  private final ControlInForce topic = new ControlInForce();

  private void onTopic(String record) {
    topic.take("control-0@0", null, record.replace('\'', '"').getBytes(UTF_8), NOW - HOUR);
    assertThat(topic.refused()).isEmpty();
  }

  private NextRecords next(String model) {
    return new NextRecords(topic, NOW, model);
  }

  private List<String> put(NextRecords next) {
    return ChangeText.lines(ChangePlan.of(topic, next.lines("control"), NOW));
  }

  private Status status(long time) {
    return topic.models(time).get(0).status();
  }

  @Test
  void aModelIsTakenDownAndNoPriceBringsItBack() {
    onTopic(MODEL.formatted("gpt-4o", 7, "2.5", "active"));

    assertThat(put(next("gpt-4o").status(Status.DOWN, null)))
        .containsExactly(
            "+ status/gpt-4o  new, version 1",
            "      status  down",
            "! no model is active: all requests are refused (no_models) and go to the dead letters");
    assertThat(put(next("gpt-4o").price(2, 8, false)))
        .contains("~ model/gpt-4o  version 7 -> 8")
        .contains("! model/gpt-4o stays down, as status/gpt-4o says so; control up brings it back");
    assertThat(status(NOW)).isEqualTo(Status.DOWN);
    assertThat(topic.models(NOW).get(0).inputUsdPerMtok()).isEqualTo(2);

    assertThat(put(next("gpt-4o").status(Status.ACTIVE, null).active()))
        .containsExactly("~ status/gpt-4o  version 1 -> 2", "      status  down -> active");
    assertThat(status(NOW)).isEqualTo(Status.ACTIVE);
  }

  @Test
  void theFleetIsOffUntilItIsOnAgain() {
    SwitchCommand fleet = new SwitchCommand.Fleet();
    assertThat(say(fleet, SwitchCommand.Word.on)).isEmpty();
    assertThat(say(fleet, SwitchCommand.Word.off))
        .contains("+ artefact/fleet/pool  new, version 1");
    assertThat(topic.isFleetOff()).isTrue();
    assertThat(say(fleet, SwitchCommand.Word.off)).isEmpty();
    assertThat(InForceText.lines(topic, NOW)).anyMatch(line -> line.contains("the fleet is off"));
    assertThat(say(fleet, SwitchCommand.Word.on)).contains("~ artefact/fleet/pool  version 1 -> 2");
    assertThat(topic.isFleetOff()).isFalse();
    assertThat(InForceText.lines(topic, NOW)).noneMatch(line -> line.contains("fleet is off"));
  }

  @Test
  void healthIsOffUntilItIsOnAgain() {
    SwitchCommand health = new SwitchCommand.Health();
    assertThat(say(health, SwitchCommand.Word.on)).isEmpty();
    assertThat(say(health, SwitchCommand.Word.off))
        .contains("+ artefact/health/pool  new, version 1");
    assertThat(say(health, SwitchCommand.Word.off)).isEmpty();
    assertThat(InForceText.lines(topic, NOW)).anyMatch(line -> line.contains("health is off"));
    assertThat(say(health, SwitchCommand.Word.on))
        .contains("~ artefact/health/pool  version 1 -> 2");
    assertThat(InForceText.lines(topic, NOW)).noneMatch(line -> line.contains("health is off"));
  }

  private List<String> say(SwitchCommand what, SwitchCommand.Word word) {
    ChangePlan plan =
        ChangePlan.of(topic, NextRecords.lines("control", what.next(topic, word)), NOW);
    return ChangeText.lines(plan).stream().filter(line -> !line.startsWith("! no model")).toList();
  }

  /** What models declare and promises allow stands below their tables. */
  @Test
  void theListSaysWhatModelsOfferAndPromisesAllow() {
    onTopic(
        "{'type':'model','model':'eu','version':1,'provider':'north','input_usd_per_mtok':1,"
            + "'output_usd_per_mtok':1,'capabilities':['tools'],'regions':['eu'],'max_output':4096}");
    onTopic(
        "{'type':'sla','tenant':'acme','tier':'gold','version':1,'target':0.9,'policy':'surety',"
            + "'regions':['eu'],'deny':['old']}");

    assertThat(InForceText.lines(topic, NOW))
        .contains("  eu: can tools; runs in eu; answers of at most 4,096 tokens")
        .contains("  acme/gold allows models only in eu; never old");
  }

  @Test
  void forTwoHoursIsOverAfterTwoHours() {
    onTopic(MODEL.formatted("gpt-4o", 7, "2.5", "active"));

    put(next("gpt-4o").status(Status.DRAINING, Duration.ofHours(2)));

    assertThat(status(NOW)).isEqualTo(Status.DRAINING);
    assertThat(status(NOW + 2 * HOUR)).isEqualTo(Status.ACTIVE);
    assertThat(InForceText.lines(topic, NOW))
        .anyMatch(line -> line.contains("active from 2026-09-21T16:13:20Z"))
        .anyMatch(line -> line.matches(" +gpt-4o +draining .* 2026-09-21T16:13:20Z +active"));
  }

  @Test
  void aTrialEndsWithWhatWasBefore() {
    onTopic(MODEL.formatted("gpt-4o", 7, "2.5", "active"));
    put(next("gpt-4o").status(Status.DOWN, null));

    put(next("gpt-4o").status(Status.ACTIVE, Duration.ofHours(1)).active());

    assertThat(status(NOW)).isEqualTo(Status.ACTIVE);
    assertThat(status(NOW + HOUR)).isEqualTo(Status.DOWN);
  }

  @Test
  void whatIsSoAlreadyIsNotSaidAgain() {
    onTopic(MODEL.formatted("gpt-4o", 7, "2.5", "active"));
    assertThat(next("gpt-4o").status(Status.ACTIVE, null).active().lines("up")).isEmpty();
    put(next("gpt-4o").status(Status.DOWN, null));

    assertThat(next("gpt-4o").status(Status.DOWN, null).lines("down")).isEmpty();
    assertThat(next("gpt-4o").status(Status.DOWN, Duration.ofHours(1)).lines("down")).hasSize(1);
  }

  @Test
  void upPutsTheNextVersionOfARecordThatSaysOtherwise() {
    onTopic(MODEL.formatted("gpt-4o", 7, "2.5", "down"));

    assertThat(put(next("gpt-4o").status(Status.ACTIVE, null).active()))
        .containsExactly("~ model/gpt-4o  version 7 -> 8", "      status  down -> active");
    assertThat(status(NOW)).isEqualTo(Status.ACTIVE);
  }

  @Test
  void anotherPriceKeepsAllElseAndAJumpWaits() {
    onTopic(
        MODEL
            .formatted("gpt-4o", 7, "2.5", "active")
            .replace("}", ",'provider':'openai','aliases':['gpt'],'cached_input_usd_per_mtok':1}"));

    put(next("gpt-4o").price(5, 8, false));
    ModelSpec model = topic.models(NOW).get(0);
    assertThat(model.version()).isEqualTo(8);
    assertThat(model.cachedInputUsdPerMtok()).isEqualTo(2);
    assertThat(model.provider()).isEqualTo("openai");
    assertThat(model.aliases()).containsExactly("gpt");

    assertThat(put(next("gpt-4o").price(500, 8, false)))
        .anyMatch(line -> line.startsWith("! model/gpt-4o version 9 is not in force"));
    assertThat(put(next("gpt-4o").price(500, 8, true))).noneMatch(line -> line.startsWith("!"));
    assertThatThrownBy(() -> put(next("gpt-4o").price(-1, 8, false)))
        .hasMessageContaining("input_usd_per_mtok");
  }

  @Test
  void aNameThatIsNoModelsIsToldWhichThereAre() {
    assertThatThrownBy(() -> next("gpt-4o")).hasMessageContaining("the topic has no models");
    onTopic(
        MODEL.formatted("gpt-4o", 7, "2.5", "active").replace("}", ",'aliases':['gpt-4o-05']}"));
    onTopic(MODEL.formatted("large", 7, "2.5", "active"));

    assertThatThrownBy(() -> next("gtp-4o"))
        .hasMessageContaining("no model 'gtp-4o' in force; there is gpt-4o, large");
    assertThatThrownBy(() -> next("gpt-4o-05"))
        .hasMessageContaining("is what others call the model gpt-4o");
  }

  @Test
  void aFixedPromiseIsToldWhoAnswersInstead() {
    onTopic(MODEL.formatted("gpt-4o", 7, "2.5", "active"));
    onTopic(MODEL.formatted("large", 7, "2.5", "active"));
    onTopic(
        "{'type':'sla','tenant':'*','tier':'gold','version':1,'target':0.9,'policy':'fixed:gpt-4o'}");

    assertThat(put(next("gpt-4o").status(Status.DRAINING, null)))
        .contains(
            "! sla/*/gold: its policy is fixed:gpt-4o, and that model is draining: the cheapest other"
                + " that a request allows answers");
  }

  @ParameterizedTest
  @CsvSource({"90s,PT1M30S", "30m,PT30M", "2h,PT2H", "1D,PT24H", "PT45M,PT45M"})
  void timesAreReadAsPeopleTypeThem(String text, Duration time) {
    assertThat(new TimeSpan().convert(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "h", "2w", "-2h", "0s", "367d", "two hours", "99999999999999999d"})
  void whatIsNoTimeIsRefusedWithTheMend(String text) {
    assertThatThrownBy(() -> new TimeSpan().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("90s, 30m, 2h or 1d");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"n", "no", "", "ny"})
  void whoSaysNoGetsExitCode1AndNothingIsSent(String answer) throws Exception {
    onTopic(MODEL.formatted("gpt-4o", 7, "2.5", "active"));
    assertThat(concluded(question -> answer)).isEqualTo(1);
  }

  private int concluded(UnaryOperator<String> ask) throws Exception {
    Asking asking = new Asking();
    CommandLine command = new CommandLine(asking);
    StringWriter said = new StringWriter();
    command.setOut(new PrintWriter(said)).parseArgs();
    ChangePlan plan =
        ChangePlan.of(topic, next("gpt-4o").status(Status.DOWN, null).lines("down"), NOW);
    int code = asking.publication.conclude(plan, false, ask);
    assertThat(said.toString()).endsWith("Nothing is sent.\n");
    return code;
  }

  @Command
  private static final class Asking {
    @Mixin private Publication publication;
  }
}
