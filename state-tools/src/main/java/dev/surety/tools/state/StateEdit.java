package dev.surety.tools.state;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Amendments;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.RoutingPolicy;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.io.Serializable;

/** One change of a savepoint by hand; travels to where the keys are. */
sealed interface StateEdit extends Serializable {

  /** The keys that it changes. */
  KeyPattern keys();

  /**
   * The key's state afterwards, or {@code null} if it is deleted.
   *
   * @param config in force for the key, or {@code null}
   * @throws IllegalArgumentException if it can't be made; the message says why
   */
  KeyState apply(KeyState state, TenantConfig config) throws IOException;

  /** In words. */
  String words();

  /** Sets the debt, in answers. */
  record SetQueue(KeyPattern keys, double queue) implements StateEdit {
    @Override
    public KeyState apply(KeyState state, TenantConfig config) {
      Amendments.owe(state.router(), policy(state, config), queue);
      return state;
    }

    @Override
    public String words() {
      return "queue of %s set to %s".formatted(keys, queue);
    }
  }

  /** Forgets how a model was judged. */
  record ForgetModel(KeyPattern keys, String model) implements StateEdit {
    @Override
    public KeyState apply(KeyState state, TenantConfig config) {
      boolean forgot = Amendments.forget(state.router(), policy(state, config), model);
      if (!forgot && keys.isExact()) {
        throw new IllegalArgumentException(
            "%s has learned nothing about a model '%s'".formatted(state.key(), model));
      }
      return state;
    }

    @Override
    public String words() {
      return "model %s forgotten by %s".formatted(model, keys);
    }
  }

  /**
   * Forgets what answers cost.
   *
   * @param model {@code null} for all
   */
  record ForgetCosts(KeyPattern keys, String model) implements StateEdit {
    @Override
    public KeyState apply(KeyState state, TenantConfig config) {
      RoutingPolicy policy = policy(state, config);
      if (model == null) {
        Amendments.forgetAllCosts(state.router(), policy);
      } else if (!Amendments.forgetCosts(state.router(), policy, model) && keys.isExact()) {
        throw new IllegalArgumentException(
            "%s has learned nothing about a model '%s'".formatted(state.key(), model));
      }
      return state;
    }

    @Override
    public String words() {
      return "costs of %s forgotten by %s".formatted(model == null ? "all models" : model, keys);
    }
  }

  /** Goes on with what another key has learned. */
  record TeachFrom(KeyPattern keys, String from, byte[] account, byte[] learner)
      implements StateEdit {

    static TeachFrom of(KeyPattern keys, SavedKey from) {
      return new TeachFrom(keys, from.key().key(), from.account(), from.learner());
    }

    @Override
    public KeyState apply(KeyState state, TenantConfig config) throws IOException {
      KeyState source =
          KeyState.of(TenantTier.parse(from), account, learner, new OpenDecisionMaps());
      RouterState taught =
          Amendments.taught(state.router(), source.router(), policy(state, config));
      return new KeyState(
          state.key(),
          taught.account(),
          taught.learner(),
          new OpenDecisionMaps(),
          state.timers(),
          state.held());
    }

    @Override
    public String words() {
      return "learner of %s copied to %s".formatted(from, keys);
    }
  }

  /** Leaves the keys out. */
  record Delete(KeyPattern keys) implements StateEdit {
    @Override
    public KeyState apply(KeyState state, TenantConfig config) {
      return null;
    }

    @Override
    public String words() {
      return "%s deleted".formatted(keys);
    }
  }

  private static RoutingPolicy policy(KeyState state, TenantConfig config) {
    if (config == null) {
      throw new IllegalArgumentException(
          "nothing is promised to %s, so no policy can say what its state means; delete it, or"
                  .formatted(state.key())
              + " send an SLA first");
    }
    return config.policy();
  }
}
