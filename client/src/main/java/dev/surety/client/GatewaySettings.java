package dev.surety.client;

import dev.surety.domain.Decision;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a {@link Gateway} behaves; immutable. Only the brokers are needed, all else has a default:
 *
 * <pre>{@code
 * GatewaySettings.builder("127.0.0.1:9092")
 *     .timeout(Duration.ofMillis(50))
 *     .fallback(Fallback.byStanding("gpt-4o-mini"))
 *     .build();
 * }</pre>
 */
public final class GatewaySettings {

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final Duration timeout;
  private final Duration maxBlock;
  private final Duration keepFor;
  private final Duration openWithin;
  private final Duration closeWithin;
  private final Fallback fallback;
  private final Duration watchSince;
  private final Consumer<? super Decision> watcher;

  private GatewaySettings(Builder from) {
    kafka = Map.copyOf(from.kafka);
    topics = from.topics;
    timeout = from.timeout;
    maxBlock = from.maxBlock == null ? from.timeout : from.maxBlock;
    keepFor = from.keepFor;
    openWithin = from.openWithin;
    closeWithin = from.closeWithin;
    fallback = from.fallback;
    watchSince = from.watchSince;
    watcher = from.watcher;
  }

  /**
   * Begins settings.
   *
   * @param bootstrapServers brokers to begin with, as {@code host:port,host:port}
   * @return settings with all defaults
   */
  public static Builder builder(String bootstrapServers) {
    return new Builder().kafka(KafkaClients.BOOTSTRAP, bootstrapServers);
  }

  /**
   * Begins settings with all that Kafka clients need.
   *
   * @param kafka properties of Kafka clients; {@code bootstrap.servers} among them
   * @return settings with all other defaults
   * @throws IllegalArgumentException for a property that is the gateway's own business
   */
  public static Builder builder(Map<String, ?> kafka) {
    Builder builder = new Builder();
    kafka.forEach(builder::kafka);
    return builder;
  }

  /** The properties of Kafka clients that were given; there may be passwords among them. */
  public Map<String, Object> kafka() {
    return kafka;
  }

  /** The topics that are written and read. */
  public Topics topics() {
    return topics;
  }

  /** How long a request waits for the router, unless it is asked with a time of its own. */
  public Duration timeout() {
    return timeout;
  }

  /** How long a caller may be held when what is to be sent finds no room. */
  public Duration maxBlock() {
    return maxBlock;
  }

  /** How long a record is kept for a Kafka that is away. */
  public Duration keepFor() {
    return keepFor;
  }

  /** How long opening may take. */
  public Duration openWithin() {
    return openWithin;
  }

  /** How long closing may take. */
  public Duration closeWithin() {
    return closeWithin;
  }

  /** What answers without a decision. */
  public Fallback fallback() {
    return fallback;
  }

  /** How far back before opening decisions are read, for {@link #watcher()} alone. */
  Duration watchSince() {
    return watchSince;
  }

  /** Who hears of every decision. */
  Consumer<? super Decision> watcher() {
    return watcher;
  }

  /** Says all but the values of Kafka's properties, as there may be passwords among them. */
  @Override
  public String toString() {
    return "GatewaySettings[kafka=%s, topics=%s, timeout=%s, maxBlock=%s, keepFor=%s, openWithin=%s, closeWithin=%s]"
        .formatted(
            new TreeMap<>(kafka).keySet(),
            topics,
            timeout,
            maxBlock,
            keepFor,
            openWithin,
            closeWithin);
  }

  static Duration checkTimeout(Duration timeout) {
    return within("timeout", timeout, Duration.ofMillis(1), Duration.ofHours(1));
  }

  private static Duration within(String what, Duration value, Duration least, Duration most) {
    Objects.requireNonNull(value, what);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, not %s".formatted(what, least, most, value));
    }
    return value;
  }

  /** Gathers settings. Each is held to its bounds when it is given. Not for several threads. */
  public static final class Builder {

    private final Map<String, Object> kafka = new TreeMap<>();
    private Topics topics = Topics.DEFAULT;
    private Duration timeout = Duration.ofMillis(100);
    private Duration maxBlock;
    private Duration keepFor = Duration.ofMinutes(10);
    private Duration openWithin = Duration.ofSeconds(30);
    private Duration closeWithin = Duration.ofSeconds(10);
    private Fallback fallback = Fallback.byStanding();
    private Duration watchSince = Duration.ZERO;
    private Consumer<? super Decision> watcher = decision -> {};

    private Builder() {}

    /**
     * A property for both Kafka clients, as it stands: addresses, TLS, SASL, sizes of buffers.
     *
     * @param name for instance {@code security.protocol}
     * @param value of it
     * @return this
     * @throws IllegalArgumentException for a property that is the gateway's own business, such as
     *     serializers, {@code group.id} or {@code delivery.timeout.ms}; the message says what to
     *     use instead
     */
    public Builder kafka(String name, Object value) {
      KafkaClients.refuseOwn(name);
      kafka.put(name, Objects.requireNonNull(value, name));
      return this;
    }

    /**
     * The topics; {@link Topics#DEFAULT} unless told otherwise.
     *
     * @param names of the topics
     * @return this
     */
    public Builder topics(Topics names) {
      topics = Objects.requireNonNull(names, "topics");
      return this;
    }

    /**
     * How long a request waits for the router; 100 ms unless told otherwise. Then the fallback
     * answers.
     *
     * @param wait from 1 ms to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public Builder timeout(Duration wait) {
      timeout = checkTimeout(wait);
      return this;
    }

    /**
     * How long {@link Gateway#ask} and {@link Gateway#report} may hold their caller, which happens
     * only when 32 MB wait to be sent, beside what fills the producer's memory ({@code
     * buffer.memory}, 32 MB), as when Kafka is away for long. Then the record is given up. As long
     * as the timeout unless told otherwise; 0 suits callers that must never block, as event loops.
     *
     * @param wait from 0 to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public Builder maxBlock(Duration wait) {
      maxBlock = within("maxBlock", wait, Duration.ZERO, Duration.ofHours(1));
      return this;
    }

    /**
     * How long a record that was handed over is kept and tried again while Kafka is away; 10
     * minutes unless told otherwise. Then it is given up, counted and its future fails.
     *
     * @param time from 1 second to 1 day; not below Kafka's {@code request.timeout.ms}, 30 seconds
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public Builder keepFor(Duration time) {
      keepFor = within("keepFor", time, Duration.ofSeconds(1), Duration.ofDays(1));
      return this;
    }

    /**
     * How long {@link Gateway#open} tries to reach Kafka; 30 seconds unless told otherwise.
     *
     * @param time from 100 ms to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public Builder openWithin(Duration time) {
      openWithin = within("openWithin", time, Duration.ofMillis(100), Duration.ofHours(1));
      return this;
    }

    /**
     * How long {@link Gateway#close} waits for Kafka to take what was sent; 10 seconds unless told
     * otherwise.
     *
     * @param time from 0 to 1 hour
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public Builder closeWithin(Duration time) {
      closeWithin = within("closeWithin", time, Duration.ZERO, Duration.ofHours(1));
      return this;
    }

    /**
     * What answers when no decision comes in time; {@link Fallback#byStanding()} unless told
     * otherwise.
     *
     * @param models chooses them
     * @return this
     */
    public Builder fallback(Fallback models) {
      fallback = Objects.requireNonNull(models, "fallback");
      return this;
    }

    /**
     * Tells somebody of every decision on the topic, whoever asked for it: what was decided a
     * moment ago is still known after a restart, and to each of several gateways. Nobody is told
     * unless this is given.
     *
     * @param since how far before opening to begin, from 0 to 1 hour
     * @param told called in the topic's order on the gateway's reader, so it must be quick and must
     *     not block
     * @return this
     * @throws IllegalArgumentException if the time is outside of its bounds
     */
    public Builder watchDecisions(Duration since, Consumer<? super Decision> told) {
      watchSince = within("watchSince", since, Duration.ZERO, Duration.ofHours(1));
      watcher = Objects.requireNonNull(told, "told");
      return this;
    }

    /**
     * The settings.
     *
     * @return them; this may be changed further and give others
     * @throws IllegalArgumentException if no brokers are named
     */
    public GatewaySettings build() {
      if (kafka.getOrDefault(KafkaClients.BOOTSTRAP, "").toString().isBlank()) {
        throw new IllegalArgumentException(
            "no broker to talk to: give %s, for instance 127.0.0.1:9092"
                .formatted(KafkaClients.BOOTSTRAP));
      }
      return new GatewaySettings(this);
    }
  }
}
