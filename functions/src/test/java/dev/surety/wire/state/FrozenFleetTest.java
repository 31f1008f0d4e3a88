package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Chance;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Artefacts;
import dev.surety.policy.fleet.FleetMember;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSums;
import dev.surety.policy.fleet.Lesson;
import dev.surety.policy.surety.SuretyLearner;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the first job with a fleet wrote must be read for ever: a key that leaned on it, in account
 * layout 2 and learner layout 4 of {@code surety}, and the fleet's own states. No test writes them
 * anew.
 */
class FrozenFleetTest {

  private static final int REQUESTS = 400;

  @Test
  void aKeyThatLeanedOnItsFleetComesBackByteByByte() throws IOException {
    byte[] frozen = frozen("fleet-1/key-retired.bin");

    CompactCodec.Compact back = CompactCodec.read(frozen);

    assertThat(CompactCodec.retired(back.account(), back.learner())).isEqualTo(frozen);
    assertThat(back.account().requests).isEqualTo(REQUESTS);
    assertThat(((SuretyLearner) back.learner().memory).modelCount()).isEqualTo(4);
  }

  @Test
  void theFleetsOwnStatesComeBackByteByByte() throws IOException {
    byte[] sums = frozen("fleet-1/sums.bin");
    byte[] member = frozen("fleet-1/member.bin");

    FleetSums back = Bytes.read(sums, FleetSumsCodec::read);
    FleetMember backMember = Bytes.read(member, FleetMemberCodec::read);

    assertThat(Bytes.of(out -> FleetSumsCodec.write(back, out))).isEqualTo(sums);
    assertThat(Bytes.of(out -> FleetMemberCodec.write(backMember, out))).isEqualTo(member);
    assertThat(back.members).isOne();
    assertThat(back.models).contains("model-02");
    assertThat(backMember.lastGiven).isEqualTo(REQUESTS - 1);
  }

  /** Writes all of them in the present layouts into the folder that is the only argument. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    SlaPolicy sla = Promises.surety(0.8).with("context", "tag").sla();
    List<ModelSpec> pool = Pools.of(4);
    Play play = Play.unconfigured().configure(TenantConfig.of(sla, pool));
    FleetSums sums = new FleetSums();
    FleetMember member = new FleetMember();
    Random users = new Random(3);
    for (int i = 0; i < REQUESTS; i++) {
      if (i % 150 == 100) {
        play.configure(TenantConfig.of(sla, pool, Artefacts.of(List.of(version(i, pool, users)))));
      }
      String tag = "tag" + users.nextInt(5);
      Decision decision = play.decide(Requests.id("r" + i).at(10L * i).tagged(tag).request());
      if (users.nextInt(3) > 0) {
        Answers answer = Answers.to(decision).at(10L * i + 5).satisfied(users.nextInt(4) > 0);
        for (Lesson lesson : play.learn(answer.feedback()).lessons()) {
          sums.take(member, "gold", lesson, i);
        }
      }
    }
    member.lastGiven = REQUESTS - 1;
    Files.write(
        folder.resolve("key-retired.bin"), CompactCodec.retired(play.account(), play.learner()));
    Files.write(folder.resolve("sums.bin"), Bytes.of(out -> FleetSumsCodec.write(sums, out)));
    Files.write(folder.resolve("member.bin"), Bytes.of(out -> FleetMemberCodec.write(member, out)));
  }

  /** It knows all models but the first, and two of the tags. */
  private static ArtefactUpdate version(long number, List<ModelSpec> pool, Random random) {
    List<String> models = pool.stream().skip(1).map(ModelSpec::name).toList();
    int[] contexts = {context("tag1"), context("tag4")};
    double[][] rates = new double[3][];
    for (int row = 0; row < rates.length; row++) {
      rates[row] = random.doubles(models.size()).toArray();
    }
    FleetPrior prior = new FleetPrior(models, contexts, rates, rates[2], 30);
    return new ArtefactUpdate(FleetPrior.KIND, FleetPrior.POOL, number, prior.write());
  }

  private static int context(String tag) {
    return Long.hashCode(Chance.mix(Chance.hash(0, tag)));
  }

  private static byte[] frozen(String name) throws IOException {
    try (InputStream in = FrozenFleetTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
