package dev.surety.tools.state;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.NewSavepoint;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A savepoint of any number of tenants: some were played through the engine, the others are like
 * them, each with a queue of its own. {@link #main} writes a large one.
 */
final class Fleet implements Serializable {

  private static final long serialVersionUID = 1L;

  static final SlaPolicy GOLD = Promises.surety(0.8).sla();
  static final SlaPolicy SILVER = Promises.messPlus(0.7).with("c", 1).sla();

  /** A tenant that has had no answer but good ones from the middle model. */
  static final TenantTier FIRST = tenant(0);

  static final int PLAYED = 8;
  static final int REQUESTS = 60;

  private static final long START = 1_700_000_000_000L;

  private final ArrayList<SavedKey> played = new ArrayList<>();
  private final int models;

  private Fleet(int models) {
    this.models = models;
    for (int i = 0; i < PLAYED; i++) {
      played.add(played(i));
    }
  }

  static Fleet of(int models) {
    return new Fleet(models);
  }

  /** Even ones are gold under surety, odd ones silver under mess-plus. */
  static TenantTier tenant(long number) {
    return new TenantTier(
        String.format(Locale.ROOT, "tenant-%06d", number), number % 2 == 0 ? "gold" : "silver");
  }

  List<ModelSpec> pool() {
    return Pools.of(models);
  }

  SavedControl control() {
    List<ControlUpdate> control = new ArrayList<>();
    pool().forEach(model -> control.add(new ModelUpdate(model)));
    control.add(
        new ModelStatus(
            pool().get(1).name(),
            1,
            ModelSpec.Status.DRAINING,
            4_102_444_800_000L,
            ModelSpec.Status.ACTIVE,
            Long.MIN_VALUE));
    control.add(new SlaUpdate("*", "gold", GOLD));
    control.add(new SlaUpdate("*", "silver", SILVER));
    return SavedControl.of(control);
  }

  /** Half of the requests are judged, the dearer a model the better; one in ten is not answered. */
  private SavedKey played(int number) {
    TenantTier key = tenant(number);
    Play play = Play.of(number % 2 == 0 ? GOLD : SILVER, pool()).key(key);
    for (int i = 0; i < REQUESTS; i++) {
      Decision decision =
          play.decide(
              Requests.id("r" + i)
                  .of(key)
                  .at(START + i)
                  .tokens(100 + i, -1)
                  .tagged("tag-" + i % 16)
                  .request());
      if (i % 2 == 0) {
        int rank = Integer.parseInt(decision.model().substring("model-".length()));
        play.learn(
            Answers.to(decision)
                .at(START + i)
                .satisfied((i * 7 + number) % models <= rank)
                .tokens(100, 80)
                .feedback());
      }
    }
    return new SavedKey(
        key,
        play.accountBytes(),
        play.learnerBytes(),
        play.openBytes(),
        new long[] {START},
        new byte[Integer.BYTES]);
  }

  private SavedKey key(long number) throws IOException {
    SavedKey like = played.get((int) (number % PLAYED));
    if (number < PLAYED) {
      return like;
    }
    KeyState state = KeyState.of(like);
    state.account().queue += number * 1e-3;
    SavedKey saved = state.saved();
    return new SavedKey(
        tenant(number),
        saved.account(),
        saved.learner(),
        saved.open(),
        saved.timers(),
        saved.held());
  }

  /** Writes a savepoint of this many tenants. */
  void write(String path, long tenants) {
    StreamExecutionEnvironment env = LocalFlink.environment();
    new NewSavepoint(env, path)
        .write(env.fromSequence(0, tenants - 1).map(this::key).returns(SavedKey.TYPE), control());
  }

  /** The folder and the number of tenants; 11 models each. */
  public static void main(String[] args) {
    Fleet.of(11).write(args[0], Long.parseLong(args[1]));
  }
}
