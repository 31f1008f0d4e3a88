package dev.surety.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.surety.features.HashingFeaturizer;
import dev.surety.policy.health.HealthTerms;
import dev.surety.wire.json.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option of the job. One without a default must be set. What Flink configures well by itself
 * (parallelism, checkpoints, state backend, restarts, metrics) is not repeated here.
 *
 * <p>The reference page {@code docs/configuration.md} and {@code --help} are made from this class.
 */
public final class JobOptions {

  /** Options that are read together. */
  public record Section(String title, List<ConfigOption<?>> options) {}

  /** What follows it is handed to every Kafka client as it stands. */
  public static final String KAFKA_PROPERTIES = "kafka.properties.";

  // ------------------------------------------------------------------------------------ Kafka

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("kafka.bootstrap.servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Brokers to ask first, as host:port, separated by commas.");

  public static final ConfigOption<String> REQUESTS =
      key("kafka.topics.requests")
          .stringType()
          .defaultValue(TopicNames.REQUESTS)
          .withDescription(
              "Requests that want a model. Create it with message.timestamp.type=LogAppendTime, so"
                  + " that the broker's clock and not the sender's is what times are held against.");

  public static final ConfigOption<String> FEEDBACK =
      key("kafka.topics.feedback")
          .stringType()
          .defaultValue(TopicNames.FEEDBACK)
          .withDescription("What came of the answers. Create it as the requests topic.");

  public static final ConfigOption<String> CONTROL =
      key("kafka.topics.control")
          .stringType()
          .defaultValue(TopicNames.CONTROL)
          .withDescription(
              "Models, promises and artefacts. Must be compacted; it is read from its beginning at"
                  + " every start.");

  public static final ConfigOption<String> DECISIONS =
      key("kafka.topics.decisions")
          .stringType()
          .defaultValue(TopicNames.DECISIONS)
          .withDescription("Where the answers to requests go, at least once.");

  public static final ConfigOption<String> STANDINGS =
      key("kafka.topics.standings")
          .stringType()
          .defaultValue(TopicNames.STANDINGS)
          .withDescription("How every tenant and tier stands; create it compacted.");

  public static final ConfigOption<String> DEAD_LETTERS =
      key("kafka.topics.dead-letters")
          .stringType()
          .defaultValue(TopicNames.DEAD_LETTERS)
          .withDescription(
              "Records that could not be applied, as they came, with the reason as headers.");

  public static final ConfigOption<String> GROUP_ID =
      key("kafka.group.id")
          .stringType()
          .defaultValue("surety")
          .withDescription(
              "Consumer group under which progress is committed with every checkpoint. Checkpoints,"
                  + " not the group, decide where a restored job goes on.");

  public static final ConfigOption<KafkaStart> KAFKA_START =
      key("kafka.start")
          .enumType(KafkaStart.class)
          .defaultValue(KafkaStart.COMMITTED_OR_EARLIEST)
          .withDescription(
              "Where reading of requests and feedback begins without a checkpoint. The control"
                  + " topic always begins at its beginning.");

  public static final ConfigOption<Boolean> START_EMPTY =
      key("start-empty")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the job may start without state though the standings topic tells of an"
                  + " earlier run: every tenant begins anew then. Otherwise such a start ends with an"
                  + " error, once and for all, before anything is decided.");

  public static final ConfigOption<Boolean> START_BESIDE =
      key("start-beside")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the job may decide while another run decides on the same topic of requests, as"
                  + " far as the standings topic tells of it. Otherwise the one that began last ends"
                  + " with an error, once and for all.");

  public static final ConfigOption<NewTopics> NEW_TOPICS =
      key("kafka.new-topics")
          .enumType(NewTopics.class)
          .defaultValue(NewTopics.REFUSE)
          .withDescription(
              "What becomes of a state whose topic of requests or of feedback is another one now, of"
                  + " the same name. refuse: the job ends with an error, once and for all, as the"
                  + " offsets in the state mean nothing in another topic. from-beginning: it was"
                  + " created anew, and is read from its beginning. same-offsets: it is a mirror that"
                  + " has the offsets of the old one.");

  public static final ConfigOption<Duration> DISCOVERY =
      key("kafka.discover-partitions-every")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How often the brokers are asked for new partitions of requests and feedback; what is"
                  + " sent to a new one waits undecided as long. docs/scaling.md tells what becomes"
                  + " of keys.");

  public static final ConfigOption<MemorySize> MAX_RECORD_BYTES =
      key("kafka.max-record-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1))
          .withDescription(
              "Largest record that is accepted or written; at most what the brokers take"
                  + " (message.max.bytes). A larger one goes to the dead letters, cut to fit.");

  public static final ConfigOption<Duration> CONTROL_TIMEOUT =
      key("kafka.control-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How long a start may take to read the control topic to its end. After that it fails, and"
                  + " Flink's restart strategy tries again.");

  // ------------------------------------------------------------------------------------- time

  public static final ConfigOption<Duration> MAX_SKEW =
      key("time.max-skew")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "How far a record's time may be from the time at which Kafka appended it, and ahead"
                  + " of this machine's clock. Farther ones go to the dead letters (bad_time).");

  public static final ConfigOption<Duration> TIME_TOLERANCE =
      key("time.tolerance")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How far a record's time may be from the time at which Kafka appended it and still be"
                  + " believed. One that is farther off counts as of the nearest believable time and"
                  + " moves its tenant's clock no further; its own time stays in the journal. More than"
                  + " the clocks of gateways differ, and far less than a feedback window.");

  // --------------------------------------------------------------------------------- features

  public static final ConfigOption<Integer> FEATURE_DIMENSIONS =
      key("features.dimensions")
          .intType()
          .defaultValue(HashingFeaturizer.DEFAULT_DIMENSIONS)
          .withDescription(
              "Length of the vector that prompts and embeddings are hashed into: a power of two, or"
                  + " 0 to look at neither. A change makes policies that learn from features start"
                  + " from misleading weights: reprocess instead.");

  public static final ConfigOption<Integer> FEATURE_TERMS =
      key("features.max-terms")
          .intType()
          .defaultValue(HashingFeaturizer.DEFAULT_TERMS)
          .withDescription("Words and pairs of words that are read of a prompt, from its start.");

  // ---------------------------------------------------------------------------------- journal

  public static final ConfigOption<String> JOURNAL_PATH =
      key("journal.path")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder of the journal, as an absolute URI of a file system that all TaskManagers"
                  + " share (file:///..., s3://..., hdfs://...).");

  public static final ConfigOption<MemorySize> JOURNAL_MOST_WAITING =
      key("journal.most-waiting")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(64))
          .withDescription(
              "How many bytes of compressed rows (about 250 a decision) each parallel task keeps in"
                  + " memory and in checkpoints while the journal's file system refuses to be written."
                  + " Decisions go on until then, and wait for room after that. A checkpoint copies"
                  + " them, so leave three times as much of the heap.");

  public static final ConfigOption<PromptStorage> JOURNAL_PROMPT =
      key("journal.prompt")
          .enumType(PromptStorage.class)
          .defaultValue(PromptStorage.NONE)
          .withDescription("Whether the journal keeps the text of prompts: none or full.");

  public static final ConfigOption<FeatureStorage> JOURNAL_FEATURES =
      key("journal.features")
          .enumType(FeatureStorage.class)
          .defaultValue(FeatureStorage.USED)
          .withDescription(
              "Which features of requests are made and journaled. used: those of tenants whose policy"
                  + " looks at them. always: all, so that this history can be run again under a policy"
                  + " that looks (state reprocess); a microsecond a request and 300 bytes of its row.");

  // ----------------------------------------------------------------------------------- router

  public static final ConfigOption<Long> SEED =
      key("router.seed")
          .longType()
          .noDefaultValue()
          .withDescription(
              "Seed of all chance. Left out, as it should be, one is drawn at the first start and kept"
                  + " in the state; it goes on after restarts, restores and changes of scale. Set, it is"
                  + " used from then on. Secret: whoever knows it and may choose request ids chooses"
                  + " when the router explores. Journaled with every decision.");

  public static final ConfigOption<Duration> STANDINGS_INTERVAL =
      key("standings.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "Least time between two standings of one tenant and tier; with 0 each event has one.");

  public static final ConfigOption<Duration> IDLE_AFTER =
      key("state.idle-after")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "Time without traffic after which the open decisions of a tenant and tier are given up"
                  + " and what is kept of it is packed. Longer than every feedback window.");

  public static final ConfigOption<MemorySize> STATE_CACHE =
      key("state.cache")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(128))
          .withDescription(
              "Heap that each parallel task of ROUTE may take for the state of busy tenants, so that"
                  + " a state backend on disk is not asked with every event. What changed is written"
                  + " back with each checkpoint. A backend on the heap is only asked where it has"
                  + " them, and nothing is kept twice; 0: neither.");

  public static final ConfigOption<Integer> NEW_KEYS_PER_MINUTE =
      key("keys.new-per-minute")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "How many new tenants and tiers each parallel task of ROUTE takes in per minute through"
                  + " promises with *, by Kafka's append time; what is more goes to the dead letters"
                  + " (too_many_keys). Whoever a promise names, tenant and tier, is always taken in."
                  + " 0: no bound.");

  public static final ConfigOption<Integer> NEW_KEYS_AT_ONCE =
      key("keys.new-at-once")
          .intType()
          .defaultValue(100_000)
          .withDescription(
              "How many of them may come at once before keys.new-per-minute counts: a first start"
                  + " with all tenants there are. Each takes 2 to 6 KB of state.");

  public static final ConfigOption<Duration> REMOVE_AFTER =
      key("keys.remove-after")
          .durationType()
          .defaultValue(Duration.ofDays(90))
          .withDescription(
              "Time without traffic after which a tenant and tier is forgotten, its debt and what was"
                  + " learned of it included; journaled. At least state.idle-after; 0: never.");

  // ------------------------------------------------------------------------------------- fleet

  public static final ConfigOption<Boolean> FLEET_PUBLISH =
      key("fleet.publish")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether what tenants learn is summed up over all of them, and versions of it are"
                  + " published as the artefact fleet-prior/pool on the control topic, which the job"
                  + " must then be allowed to write. Promises say who gives and who takes (fleet).");

  public static final ConfigOption<Duration> FLEET_EVERY =
      key("fleet.publish-every")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "Least time between two versions. One is due when a twentieth of all labels is new, so"
                  + " a mature fleet has one every some thousand requests a tenant.");

  // ------------------------------------------------------------------------------------ health

  public static final ConfigOption<Integer> HEALTH_TENANTS =
      key("health.tenants")
          .intType()
          .defaultValue(HealthTerms.USUAL.tenants())
          .withDescription(
              "Tenants that must have met failures of a model before it is kept from all; fewer can't"
                  + " open it, whatever they report. 0: never, each tenant's own errors alone count."
                  + " At most 100.");

  public static final ConfigOption<Duration> HEALTH_WAIT =
      key("health.wait")
          .durationType()
          .defaultValue(Duration.ofMillis(HealthTerms.USUAL.waitMillis()))
          .withDescription(
              "How long a model that was opened is left alone before requests probe it. Twice as long"
                  + " each time that probes fail, up to sixteen times. From 1 s to 15 min.");

  // ---------------------------------------------------------------------------------- metrics

  public static final ConfigOption<String> METERED_TENANTS =
      key("metrics.tenants")
          .stringType()
          .defaultValue("*")
          .withDescription(
              "Who has metrics of its own, separated by commas: tenants (acme) and tenants with a"
                  + " tier (acme/gold). * admits whoever comes first. Whoever was admitted stays"
                  + " until the job starts again. Totals count everybody.");

  public static final ConfigOption<Integer> MOST_METERED_TENANTS =
      key("metrics.tenants-most")
          .intType()
          .defaultValue(50)
          .withDescription(
              "How many tenants and tiers each parallel task of ROUTE admits where metrics.tenants is"
                  + " *. Each is about 25 series, and one more for every model that it is given.");

  public static final ConfigOption<Duration> FEED_EVERY =
      key("metrics.feed-every")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "How often something writes to the control topic by itself, such as a price feed. The"
                  + " alert SuretyPriceFeedStale fires when nothing usable has come for twice as"
                  + " long; 0, where only people write: never.");

  /** Those without a default that need not be set. */
  static final Set<ConfigOption<?>> OPTIONAL = Set.of(SEED);

  /** Those whose values are printed nowhere. */
  static final Set<ConfigOption<?>> SECRET = Set.of(SEED);

  /** All options, in the order in which people should read them. */
  public static final List<Section> SECTIONS =
      List.of(
          new Section(
              "Kafka",
              List.of(
                  BOOTSTRAP_SERVERS,
                  REQUESTS,
                  FEEDBACK,
                  CONTROL,
                  DECISIONS,
                  STANDINGS,
                  DEAD_LETTERS,
                  GROUP_ID,
                  KAFKA_START,
                  START_EMPTY,
                  START_BESIDE,
                  NEW_TOPICS,
                  DISCOVERY,
                  MAX_RECORD_BYTES,
                  CONTROL_TIMEOUT)),
          new Section("Time", List.of(MAX_SKEW, TIME_TOLERANCE)),
          new Section("Features", List.of(FEATURE_DIMENSIONS, FEATURE_TERMS)),
          new Section(
              "Journal",
              List.of(JOURNAL_PATH, JOURNAL_MOST_WAITING, JOURNAL_PROMPT, JOURNAL_FEATURES)),
          new Section("Router", List.of(SEED, STANDINGS_INTERVAL, IDLE_AFTER, STATE_CACHE)),
          new Section("Keys", List.of(NEW_KEYS_PER_MINUTE, NEW_KEYS_AT_ONCE, REMOVE_AFTER)),
          new Section("Fleet", List.of(FLEET_PUBLISH, FLEET_EVERY)),
          new Section("Health", List.of(HEALTH_TENANTS, HEALTH_WAIT)),
          new Section("Metrics", List.of(METERED_TENANTS, MOST_METERED_TENANTS, FEED_EVERY)));

  /** The topics; each must be another one. */
  static final List<ConfigOption<String>> TOPICS =
      List.of(REQUESTS, FEEDBACK, CONTROL, DECISIONS, STANDINGS, DEAD_LETTERS);

  private JobOptions() {}

  /** All options of all sections. */
  public static Stream<ConfigOption<?>> all() {
    return SECTIONS.stream().flatMap(section -> section.options().stream());
  }
}
