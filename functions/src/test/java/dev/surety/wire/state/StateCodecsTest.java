package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.Decision;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, versions and damage of the states' binary forms. */
class StateCodecsTest {

  private static final SlaPolicy EXPLORING =
      Promises.messPlus(0.8).with("c", 1000).with("learn_from", "all").sla();

  /** A key in full use. */
  private static Play used(int models) {
    Play play = Play.of(EXPLORING, Pools.of(models));
    for (int i = 0; i < 50; i++) {
      Decision decision = play.decide(Requests.id("request-" + i).at(i).request());
      play.learn(Answers.to(decision).satisfied(i % 3 > 0).tokens(i, 10 * i).feedback());
    }
    return play;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 11, 27})
  void statesAreSmall(int models) {
    Play play = used(models);
    OpenDecision open = play.state().open().get(play.account().presentMap, "request-49");
    int openBytes = Bytes.of(out -> OpenDecisionCodec.write(open, out)).length;

    System.out.printf(
        "%d models: account %d B, learner %d B, open decision (all queried) %d B%n",
        models, play.accountBytes().length, play.learnerBytes().length, openBytes);

    assertThat(play.accountBytes().length).isLessThanOrEqualTo(330 + 8 * models);
    assertThat(play.learnerBytes().length).isLessThanOrEqualTo(100 + 100 * models);
    assertThat(openBytes).isLessThanOrEqualTo(200);
  }

  /** What neither a judge nor a section has a part in is written two layouts before the newest. */
  @Test
  void aNewerAccountIsRefused() {
    assertThatThrownBy(
            () -> Bytes.read(newer(newer(newer(used(3).accountBytes()))), AccountCodec::read))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessage(
            "account state has layout version 6, but this job reads 1 to 5;"
                + " start a job at least as new as the one that wrote it");
  }

  @Test
  void aNewerLearnerIsRefused() {
    assertThatThrownBy(() -> Bytes.read(newer(used(3).learnerBytes()), LearnerCodec::read))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("learner state has layout version 4, but this job reads 1 to 3");
  }

  @Test
  void aNewerOpenDecisionIsRefused() {
    OpenDecision open = used(3).state().open().get(used(3).account().presentMap, "request-1");
    byte[] bytes = newer(newer(newer(newer(Bytes.of(out -> OpenDecisionCodec.write(open, out))))));

    assertThatThrownBy(() -> Bytes.read(bytes, OpenDecisionCodec::read))
        .cause()
        .hasMessageStartingWith("open decision state has layout version 7");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 11, 27})
  void theCompactFormIsWholeAndSmaller(int models) throws IOException {
    Play play = used(models);

    byte[] retired = CompactCodec.retired(play.account(), play.state().learner());
    CompactCodec.Compact back = CompactCodec.read(retired);

    assertThat(Bytes.of(out -> AccountCodec.write(back.account(), out)))
        .isEqualTo(play.accountBytes());
    assertThat(Bytes.of(out -> LearnerCodec.write(back.learner(), out)))
        .isEqualTo(play.learnerBytes());
    assertThat(retired).hasSizeLessThan(play.accountBytes().length + play.learnerBytes().length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aParkedKeyIsWhole(boolean withLearner) throws IOException {
    Play play = used(3);
    OpenDecisionMaps open = new OpenDecisionMaps();
    for (String id : List.of("request-47", "request-48", "request-49")) {
      int map = play.account().presentMap;
      open.put(map, id, play.state().open().get(map, id));
      open.putSpending(map, id, play.state().open().spending(play.account().moneyMap, id));
    }

    byte[] learner = withLearner ? play.learnerBytes() : new byte[0];
    byte[] parked = parked(play.account(), learner, open);
    CompactCodec.Compact back = CompactCodec.read(parked);

    assertThat(CompactCodec.isParked(parked)).isTrue();
    assertThat(Bytes.of(out -> AccountCodec.write(back.account(), out)))
        .isEqualTo(play.accountBytes());
    if (withLearner) {
      assertThat(Bytes.of(out -> LearnerCodec.write(back.learner(), out)))
          .isEqualTo(play.learnerBytes());
    } else {
      assertThat(back.learner()).isNull();
    }
    assertThat(parked(back.account(), back.learnerBytes(), back.open())).isEqualTo(parked);
  }

  private static byte[] parked(Account account, byte[] learner, OpenDecisionMaps open) {
    return Bytes.of(
        out ->
            CompactCodec.park(
                account,
                learner,
                List.of(open.entries(0), open.entries(1)),
                List.of(open.money(0), open.money(1)),
                out));
  }

  @Test
  void aNewerCompactFormIsRefused() throws IOException {
    byte[] parked = parked(new Account(), new byte[0], new OpenDecisionMaps());

    assertThatThrownBy(() -> CompactCodec.read(newer(parked)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("compact state has layout version 3, but this job reads 1 to 2");
  }

  /** Damage asks for no more memory than states take. */
  @Test
  void aLearnerOfTooManyModelsIsRefused() {
    byte[] bytes = {LearnerCodec.VERSION, -1, -1, -1, 1};

    assertThatThrownBy(() -> Bytes.read(bytes, LearnerCodec::read))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage(
            "learner state tells of 4194303 models, but no key has more than 65535; it is damaged");
  }

  @Test
  void anUnknownMemoryIsRefused() {
    byte[] bytes = Bytes.of(out -> LearnerCodec.write(new Learner(), out));
    bytes[bytes.length - 1] = 77;

    assertThatThrownBy(() -> Bytes.read(bytes, LearnerCodec::read))
        .cause()
        .hasMessage("no policy memory has tag 77; was a newer job's state read?");
  }

  private static byte[] newer(byte[] state) {
    state[0]++;
    return state;
  }

  @Test
  void freshStatesRoundTrip() {
    byte[] account = Bytes.of(out -> AccountCodec.write(new Account(), out));
    byte[] learner = Bytes.of(out -> LearnerCodec.write(new Learner(), out));
    Account readAccount = Bytes.read(account, AccountCodec::read);
    Learner readLearner = Bytes.read(learner, LearnerCodec::read);

    assertThat(readAccount).usingRecursiveComparison().isEqualTo(new Account());
    assertThat(Bytes.of(out -> AccountCodec.write(readAccount, out))).isEqualTo(account);
    assertThat(Bytes.of(out -> LearnerCodec.write(readLearner, out))).isEqualTo(learner);
  }
}
