package dev.surety.client;

import dev.surety.client.Execution.Outcome;
import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Refusal;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Standing;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.RequestJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * A gateway's side of the contract. {@link #ask} sends a request and completes, whatever happens,
 * with what is to be executed; {@link #report} passes on what became of it.
 *
 * <ul>
 *   <li>Requests wait by tenant, tier and id: two tenants may use the same ids. The first decision
 *       that names a model which the request allows is executed and any further one ignored, since
 *       after a crash the router may decide again. A refusal is passed on at once.
 *   <li>A decision that is only observed moves nobody: who would have answered without it does.
 *   <li>When nothing comes in time, when Kafka does not take the request and when the gateway is
 *       closed meanwhile, the {@link Fallback} chooses. A decision that comes later is counted and
 *       not executed.
 *   <li>A request that is sent again under its id waits beside its first form, and gets its
 *       decision; with other wishes, the first decision that these allow.
 *   <li>While Kafka is away requests are answered by the fallback, and what was sent is kept
 *       ({@link GatewaySettings#keepFor}). Reading goes on when it is back.
 *   <li>Records that can't be read are left out and counted; partitions that are added are read
 *       from their beginning within {@code metadata.max.age.ms}, 30 seconds.
 * </ul>
 *
 * <p>All methods may be called from any thread. Two threads of the gateway's own send, and read
 * decisions and standings; what depends on a future of {@link #ask} runs on it, or on the one that
 * keeps the time, so it must not block: {@code thenApplyAsync} and its like are for what does.
 */
public final class Gateway implements AutoCloseable {

  private final GatewaySettings settings;
  private final Producer<byte[], byte[]> producer;
  private final Counted counted = new Counted();
  private final Questions questions = new Questions(counted);
  private final Standings standings = new Standings();
  private final Outbox outbox;
  private final AnswerReader reader;
  private final AtomicBoolean closed = new AtomicBoolean();

  Gateway(
      GatewaySettings settings,
      Producer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> consumer,
      TopicFollower follower) {
    this.settings = settings;
    this.producer = producer;
    outbox = new Outbox(producer, settings);
    reader =
        new AnswerReader(
            consumer,
            follower,
            settings.topics().standings(),
            settings.watcher(),
            standings,
            questions,
            counted);
    reader.start();
    outbox.start();
  }

  /**
   * Connects to Kafka and takes position on its topics: decisions from now on, standings from the
   * beginning. Blocks until then, at most {@link GatewaySettings#openWithin}.
   *
   * @param settings how it shall behave
   * @return a gateway that answers at once; see {@link #isReady} for when it knows the standings
   * @throws IOException if Kafka can't be reached in time, refuses the login or the topics, or has
   *     not got one of them; the message says which
   * @throws IllegalArgumentException if Kafka's clients can't be made with such properties
   */
  public static Gateway open(GatewaySettings settings) throws IOException {
    Producer<byte[], byte[]> producer = KafkaClients.producer(settings);
    Consumer<byte[], byte[]> consumer = null;
    long end = System.nanoTime() + settings.openWithin().toNanos();
    try {
      consumer = KafkaClients.consumer(settings);
      TopicFollower follower =
          new TopicFollower(consumer, settings.topics(), settings.watchSince());
      follower.open(end);
      return new Gateway(settings, producer, consumer, follower);
    } catch (KafkaException | IllegalStateException e) {
      closeQuietly(producer, consumer);
      throw new IOException(
          "no gateway to %s: %s"
              .formatted(settings.kafka().get(KafkaClients.BOOTSTRAP), e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      closeQuietly(producer, consumer);
      throw e;
    }
  }

  /**
   * Asks with the time-out of the settings; see {@link #ask(RoutingRequest, Duration)}.
   *
   * @param request to be routed
   * @return what is to be executed
   * @throws IllegalStateException if the gateway is closed
   */
  public CompletableFuture<Execution> ask(RoutingRequest request) {
    return ask(request, settings.timeout());
  }

  /**
   * Sends a request to the router. Holds its caller only while there is no room for it ({@link
   * GatewaySettings#maxBlock}), and that counts towards the time-out.
   *
   * @param request to be routed
   * @param timeout how long to wait for the router, from 1 ms to 1 hour
   * @return completes with what is to be executed, at the latest shortly after the time-out. It
   *     fails only if the fallback does. Cancelling it takes nothing back.
   * @throws IllegalArgumentException if the time-out is outside of its bounds
   * @throws IllegalStateException if the gateway is closed
   */
  public CompletableFuture<Execution> ask(RoutingRequest request, Duration timeout) {
    GatewaySettings.checkTimeout(timeout);
    requireOpen();
    long sent = System.nanoTime();
    Waiting asked = new Waiting(request);
    byte[] value = RequestJson.write(request);
    counted.asked.increment();
    questions.add(asked);
    CompletableFuture<Execution> execution =
        asked
            .answer
            .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(
                answer -> {
                  questions.remove(asked);
                  return execution(asked, answer, System.nanoTime() - sent);
                });
    if (closed.get()) {
      asked.giveUp(Outcome.CLOSED);
      return execution;
    }
    outbox.ask(
        request.key(),
        value,
        (metadata, failure) -> {
          if (failure != null) {
            asked.giveUp(closed.get() ? Outcome.CLOSED : Outcome.NOT_SENT);
          }
        });
    return execution;
  }

  private Execution execution(Waiting asked, Answer answer, long latencyNanos) {
    RoutingRequest request = asked.request;
    Execution execution;
    if (answer instanceof Decision decision) {
      execution =
          decision.apply()
              ? Execution.of(request, decision, latencyNanos)
              : observed(request, decision, latencyNanos);
    } else if (answer instanceof Refusal refusal) {
      execution = Execution.of(request, refusal, latencyNanos);
    } else {
      counted.of(asked.why()).increment();
      List<String> models = settings.fallback().models(request, standings.of(request.key()));
      return Execution.without(request, asked.why(), models, latencyNanos);
    }
    counted.of(execution.outcome()).increment();
    return execution;
  }

  private Execution observed(RoutingRequest request, Decision decision, long latencyNanos) {
    Standing standing = standings.of(request.key());
    List<String> models =
        OwnChoice.models(request, standing, settings.fallback(), decision.model());
    return Execution.observed(request, decision, models, latencyNanos);
  }

  /**
   * Passes on what an answer took and what its user said. Holds its caller only while there is no
   * room for it ({@link GatewaySettings#maxBlock}). Several records may be given for one request.
   * Those that are reported within 10 ms leave together.
   *
   * @param feedback about one model's answer, as by {@link Execution#report}
   * @return completes when Kafka has it; fails with an {@link IOException} if Kafka does not take
   *     it within {@link GatewaySettings#keepFor}, or the gateway is closed before. It may be
   *     ignored: losses are counted and logged.
   * @throws IllegalStateException if the gateway is closed
   */
  public CompletableFuture<Void> report(Feedback feedback) {
    requireOpen();
    byte[] value = FeedbackJson.write(feedback);
    counted.reported.increment();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    outbox.report(
        feedback.key(),
        value,
        (metadata, failure) -> {
          if (failure == null) {
            taken.complete(null);
          } else {
            counted.reportsLost.increment();
            taken.completeExceptionally(
                new IOException("Kafka did not take the feedback: " + failure, failure));
          }
        });
    return taken;
  }

  /** The newest standing of every tenant and tier; it follows what is read. */
  public Standings standings() {
    return standings;
  }

  /**
   * Whether the standings that were there at opening are known, so that the fallback has what to
   * choose by, and a watcher was told of the decisions of before. Once true it stays so.
   */
  public boolean isReady() {
    return reader.isReady();
  }

  /** What has been done and what went wrong since the gateway was opened. */
  public GatewayCounters counters() {
    return counted.read(questions.size());
  }

  /**
   * Waits until Kafka has everything that was sent before.
   *
   * @param within how long to wait at most
   * @return whether it has; of what it did not take {@link #counters} tell
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean flush(Duration within) throws InterruptedException {
    try {
      outbox
          .emptied()
          .thenRunAsync(producer::flush, Gateway::onThreadOfItsOwn)
          .get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private static void onThreadOfItsOwn(Runnable flush) {
    Thread thread = new Thread(flush, "surety-gateway-flush");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Ends the gateway. Who still waits gets what the fallback says, at once; what was sent is given
   * {@link GatewaySettings#closeWithin} to reach Kafka, and what has not by then is lost and its
   * future fails. To keep more, {@link #flush} before. Closing again does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    long end = System.nanoTime() + settings.closeWithin().toNanos();
    questions.giveUpAll(Outcome.CLOSED);
    outbox.close(settings.closeWithin());
    reader.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the gateway is closed");
    }
  }

  private static void closeQuietly(Producer<?, ?> producer, Consumer<?, ?> consumer) {
    producer.close(Duration.ZERO);
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
