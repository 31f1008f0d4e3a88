package dev.surety.flink;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.MIDDLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.wire.json.ControlLines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A state that a newer version of the job wrote stops nobody whom it does not concern. */
class UnreadableControlTest {

  private static final String GOLD = "sla/acme/gold";
  private static final TenantTier KEY = new TenantTier("acme", "gold");
  private static final TenantTier OTHER = new TenantTier("acme", "silver");
  private static final String NEWER =
      "{\"type\":\"sla\",\"tenant\":\"acme\",\"tier\":\"gold\",\"version\":4,\"target\":0.9,\"policy\":\"of-tomorrow\"}";
  private static final ControlUpdate EVERYBODY =
      new SlaUpdate("acme", "*", Promises.messPlus(0.7).sla());

  private static ControlUpdate gold(int version) {
    return new SlaUpdate("acme", "gold", Promises.messPlus(0.8).version(version).sla());
  }

  private static ControlRun restored(String subject, String lines, ControlUpdate... topic)
      throws Exception {
    Map<String, byte[]> slas =
        Map.of(
            EVERYBODY.subject(),
            ControlLines.write(List.of(EVERYBODY)),
            GOLD,
            gold(lines, subject));
    ControlUpdate model = new ModelUpdate(Pools.model(MIDDLE, 1));
    Map<String, byte[]> models =
        subject.equals(GOLD)
            ? Map.of(model.subject(), ControlLines.write(List.of(model)))
            : Map.of(
                model.subject(),
                ControlLines.write(List.of(model)),
                subject,
                lines.getBytes(UTF_8));
    return new ControlRun("a", List.of(topic))
        .start(
            new ControlRun.Kept(
                Map.of(RouteState.SLAS.getName(), slas, RouteState.MODELS.getName(), models),
                0,
                List.of()),
            0);
  }

  private static byte[] gold(String lines, String subject) {
    return subject.equals(GOLD) ? lines.getBytes(UTF_8) : ControlLines.write(List.of(gold(1)));
  }

  private static boolean isInForce(ControlRun run, TenantTier key) {
    return run.state().configuration().inForce(key, 0) != null;
  }

  @Test
  void requestsUnderAPromiseThatCannotBeReadAreRefusedAndAllOthersGoOn() throws Exception {
    for (String lines :
        List.of(NEWER, "{\"type\":\"sla_of_tomorrow\",\"version\":4}", "\u0000\u0001", "")) {
      ControlRun run = restored(GOLD, lines);

      assertThat(isInForce(run, KEY)).as(lines).isFalse();
      assertThat(run.state().withheld(KEY).reason().word()).isEqualTo("unsupported");
      assertThat(run.state().withheld(KEY).detail()).contains("acme/gold", "greater version");
      assertThat(isInForce(run, OTHER)).isTrue();
      assertThat(run.state().withheld(OTHER)).isNull();
      assertThat(run.lines()).containsEntry(GOLD, lines);
    }
  }

  @Test
  void aVersionThatIsOlderThanWhatCannotBeReadDoesNotCountYet() throws Exception {
    String lines = new String(ControlLines.write(List.of(gold(1))), UTF_8) + "\n" + NEWER;
    ControlRun run = restored(GOLD, lines, gold(3), gold(5));

    run.readOn(1);
    assertThat(run.state().withheld(KEY)).isNotNull();
    run.readOn(2);
    assertThat(run.state().withheld(KEY)).isNull();
    assertThat(isInForce(run, KEY)).isTrue();
    assertThat(run.lines().get(GOLD)).endsWith(NEWER);
  }

  @Test
  void aTombstoneForgetsWhatCannotBeReadAsWell() throws Exception {
    ControlRun run = restored(GOLD, NEWER, new Tombstone(GOLD));
    run.readOn(1);

    assertThat(run.lines()).doesNotContainKey(GOLD);
    assertThat(run.state().withheld(KEY)).isNull();
    assertThat(isInForce(run, KEY)).isTrue(); // by the promise to everybody
    assertThat(run.state().unreadable()).isZero();
  }

  @Test
  void aModelThatCannotBeReadLeavesThePoolAndTheRestGoesOn() throws Exception {
    String lines = "{\"type\":\"model\",\"model\":\"" + CHEAP + "\",\"version\":2,\"price\":[]}";
    ControlRun run = restored("model/" + CHEAP, lines);

    assertThat(run.state().configuration().pools().at(0))
        .extracting(model -> model.name())
        .containsExactly(MIDDLE);
    assertThat(isInForce(run, KEY)).isTrue();
    assertThat(run.lines()).containsEntry("model/" + CHEAP, lines);
    assertThat(run.state().unreadable()).isOne();
  }
}
