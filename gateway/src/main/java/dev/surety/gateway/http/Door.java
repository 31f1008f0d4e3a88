package dev.surety.gateway.http;

import dev.surety.gateway.judge.JudgeDesk;
import dev.surety.gateway.keys.KeyRing;
import dev.surety.gateway.options.DoorSettings;
import dev.surety.gateway.route.AnswerLog;
import dev.surety.gateway.route.Breakers;
import dev.surety.gateway.route.Conversations;
import dev.surety.gateway.route.KeyPlaces;
import dev.surety.gateway.route.Repetitions;
import dev.surety.gateway.route.RouterLink;
import dev.surety.gateway.route.ServedModels;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all requests share, whichever event loop they are on. */
final class Door {

  private static final Duration STARTING = Duration.ofSeconds(15);

  final DoorSettings settings;
  final KeyRing keys;
  final RouterLink router;
  final DoorMetrics metrics = new DoorMetrics();
  final ServedModels served;
  final AnswerLog answers;
  final AnswerLog judged;
  final Conversations conversations;
  final BodyMemory bodies;
  final KeyPlaces places;
  final Repetitions repetitions = new Repetitions(Repetitions.WITHIN.toMillis());
  final Breakers breakers = new Breakers();

  /** Who judges answers, or {@code null}; there before the first request. */
  JudgeDesk judge;

  /** Upstreams that refuse to be asked for usage. */
  final Set<String> withoutUsage = ConcurrentHashMap.newKeySet();

  private final long opened = System.nanoTime();
  private volatile boolean stopping;
  private volatile boolean refusing;

  Door(DoorSettings settings, KeyRing keys, RouterLink router) {
    this.settings = settings;
    this.keys = keys;
    this.router = router;
    served = new ServedModels(settings.upstreams());
    answers = new AnswerLog(settings.judging().remember());
    judged = new AnswerLog(settings.judging().remember());
    conversations =
        new Conversations(settings.deciding().conversations(), settings.deciding().cacheFor());
    bodies = new BodyMemory(settings.listening().bodiesMax());
    places = new KeyPlaces(settings.listening().keyInFlight());
    keys.owners().forEach(owner -> metrics.heldBack(owner, 0));
    metrics.gauge(DoorMetric.BODIES, bodies::held);
    metrics.gauge(DoorMetric.READY, () -> isReady() ? 1 : 0);
    metrics.gauge(DoorMetric.KEYS, keys::size);
  }

  boolean isReady() {
    return router.isReady() && !stopping;
  }

  /**
   * Whether it does not know yet what was before it, and may soon; a Kafka that is away it leaves.
   */
  boolean isStarting() {
    return !router.isReady() && System.nanoTime() - opened < STARTING.toNanos();
  }

  /** From now on balancers are told to go elsewhere. */
  void stop() {
    stopping = true;
  }

  /** From now on nothing new is taken. */
  void refuse() {
    refusing = true;
  }

  boolean isRefusing() {
    return refusing;
  }
}
