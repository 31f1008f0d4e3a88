package dev.surety.gateway.options;

import static dev.surety.gateway.options.DoorOption.list;
import static dev.surety.gateway.options.DoorOption.text;
import static dev.surety.gateway.options.DoorOption.word;
import static dev.surety.gateway.options.Measures.count;
import static dev.surety.gateway.options.Measures.duration;
import static dev.surety.gateway.options.Measures.kilobytes;
import static dev.surety.gateway.options.Measures.size;

import dev.surety.gateway.body.Api;
import dev.surety.gateway.options.DoorSettings.BodyModel;
import dev.surety.gateway.options.DoorSettings.Named;
import dev.surety.gateway.options.UpstreamSettings.OnDisconnect;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option of the door. The page {@code docs/gateway-options.md} and the command's help are
 * made from this class.
 */
final class DoorOptions {

  /** Options that are read together. */
  record Section(String title, List<DoorOption<?>> options) {}

  /** What follows it is handed to Kafka's clients as it stands. */
  static final String KAFKA_PROPERTIES = "kafka.properties.";

  /** What follows it is a name that stands for models where somebody wants names chosen. */
  static final String CHOICES = "choices.";

  /** What follows it is the name of an upstream, a dot, and one of {@link #UPSTREAM}. */
  static final String UPSTREAMS = "upstreams.";

  /** Of an upstream: what follows it is the router's name of a model. */
  static final String MODELS = "models.";

  /** Of an upstream: what follows it is the router's name of a model. */
  static final String LACKS = "lacks.";

  /** Of an upstream: what follows it is the name of a header. */
  static final String HEADERS = "headers.";

  static final DoorOption<String> ADDRESS =
      text(
          "listen.address",
          "127.0.0.1",
          "Where to listen: this machine only, unless told otherwise. TLS is the business of what"
              + " stands before the door.");
  static final DoorOption<Integer> PORT =
      count("listen.port", 8080, 0, 65535, "Port to listen on; 0 takes a free one.");
  static final DoorOption<Integer> LOOPS =
      count("listen.event-loops", 0, 0, 64, "Threads that serve; 0 is one for each processor.");

  static final DoorOption<List<String>> CORS_ORIGINS =
      new DoorOption<>(
          "cors.origins",
          "origins (`https://app.example.com`), separated by commas, or `*`",
          null,
          false,
          "Pages whose scripts may ask from a browser. None unless told: a key in a page is"
              + " everybody's who opens it.",
          Origins::read);

  static final DoorOption<String> BROKERS =
      text("kafka.bootstrap.servers", null, "Brokers to ask first, as host:port, by commas.")
          .mustBeSet();
  static final DoorOption<String> PREFIX =
      text("topics.prefix", "", "What stands before the names of all topics.");

  static final DoorOption<Duration> BUDGET =
      duration(
          "decision.budget",
          "50 ms",
          "0 ms",
          "1 min",
          "How long a request waits for the router's decision. Then the standing of its tenant and"
              + " tier answers; with 0 ms the router is not asked, and standings alone answer.");
  static final DoorOption<List<String>> DEFAULT_MODELS =
      list(
          "decision.default-models",
          null,
          "What answers, best first, where neither a decision nor a standing is known. Without it"
              + " such a request gets an error. They answer tenants who are only observed, too, where"
              + " no incumbent is known.");
  static final DoorOption<List<String>> ROUTE_NAMES =
      list(
          "decision.route-names",
          "surety,auto",
          "What clients give as the model when the router shall choose.");
  static final DoorOption<Named> NAMED =
      word(
          "decision.named-model",
          Named.class,
          "pin",
          "What it means when a client names a served model: it insists on it (pin), or that one"
              + " would answer without the router, which is free to choose (incumbent).");
  static final DoorOption<String> INCUMBENT =
      text(
          "decision.incumbent",
          null,
          "The model that answers tenants who are only observed, where the request names none.");
  static final DoorOption<Boolean> SEND_PROMPT =
      new DoorOption<>(
          "decision.send-prompt",
          "`true`, `false`",
          "true",
          false,
          "Whether the last message of the user is sent to the router, which reads features from"
              + " it. It stands on the requests topic as long as Kafka keeps it.",
          DoorOptions::truth);

  static final DoorOption<String> KEY_FILE =
      text("api-keys.file", null, "File of the keys, as './surety gateway keys' writes it.")
          .mustBeSet();
  static final DoorOption<Duration> KEY_RELOAD =
      duration(
          "api-keys.reload-every",
          "2 s",
          "100 ms",
          "1 h",
          "How often the file of keys is looked at; what has changed counts from then on.");

  static final DoorOption<Integer> KEY_IN_FLIGHT =
      count(
          "key.max-in-flight",
          0,
          0,
          1_000_000,
          "Requests of one tenant and tier that this door decides or answers at once; past that 429"
              + " with retry-after, and nobody else waits behind them. 0 is as many as come.");

  static final DoorOption<Integer> BODY_MAX =
      size("request.max-body", "32 mb", "1 kb", "1 gb", "Longest body that is taken; else 413.");
  static final DoorOption<Integer> BODIES_MAX =
      kilobytes(
          "request.max-bodies",
          "256 mb",
          "1 kb",
          "1024 gb",
          "Bodies of all requests that are being read or answered, together; past that 503. Each is"
              + " held up to three times while it is rewritten and sent.");
  static final DoorOption<Duration> BODY_TIMEOUT =
      duration(
          "request.body-timeout",
          "30 s",
          "100 ms",
          "1 h",
          "How long a client may take to send its body; else 408. A new connection on which no"
              + " request's head has come by then is closed.");

  static final DoorOption<Integer> ANSWER_MAX =
      size(
          "answer.max-body",
          "64 mb",
          "1 kb",
          "1 gb",
          "Longest answer that is not streamed, and longest single event of one that is.");
  static final DoorOption<BodyModel> ANSWER_MODEL =
      word(
          "answer.model",
          BodyModel.class,
          "real",
          "What the body of an answer calls its model: as the upstream does (real), or as the"
              + " client asked (alias).");
  static final DoorOption<Integer> HOLD_EVENTS =
      count(
          "answer.hold-events",
          64,
          1,
          10_000,
          "Opening events that are held while another model could still answer.");
  static final DoorOption<Integer> HOLD_BYTES =
      size("answer.hold-bytes", "256 kb", "1 kb", "16 mb", "The same in bytes.");
  static final DoorOption<Duration> PING_EVERY =
      duration(
          "answer.ping-every",
          "15 s",
          "100 ms",
          "1 h",
          "How often a comment is sent on a stream that has not begun, so that nobody between cuts"
              + " it.");
  static final DoorOption<Duration> FIRST_TOKEN =
      duration(
          "answer.first-token-within",
          "60 s",
          "100 ms",
          "1 h",
          "How long a stream may take to its first token before the next model is tried.");
  static final DoorOption<Duration> IDLE =
      duration(
          "answer.idle-after",
          "2 min",
          "100 ms",
          "1 h",
          "How long a stream that has begun may pause before it is given up.");
  static final DoorOption<Duration> WHOLE =
      duration(
          "answer.within",
          "10 min",
          "100 ms",
          "1 d",
          "How long an answer that is not streamed may take. A client that tells its own limit"
              + " (X-Stainless-Timeout) shortens it.");

  static final DoorOption<List<String>> SCORE_NAMES =
      list(
          "feedback.score-names",
          "satisfaction,user-feedback,quality",
          "Names under which scores of Langfuse and OpenTelemetry are judgements of the answer;"
              + " others are refused.");
  static final DoorOption<Integer> CONVERSATIONS =
      count(
          "conversation.remember",
          100_000,
          0,
          10_000_000,
          "Conversations of which is known here which model answered last: the router is told what of"
              + " a prompt is in whose cache. 0 tells it nothing.");
  static final DoorOption<Duration> CACHE_FOR =
      duration(
          "conversation.cache-for",
          "5 min",
          "0 ms",
          "1 d",
          "How long providers keep a prompt in their cache after they have answered.");
  static final DoorOption<Integer> REMEMBER =
      count(
          "feedback.remember-answers",
          100_000,
          100,
          10_000_000,
          "Answers whose ids are known here, for feedback and for what builds on them.");

  static final DoorOption<Duration> REFUSE_AFTER =
      duration(
          "stop.refuse-after",
          "5 s",
          "0 ms",
          "1 h",
          "How long after SIGTERM requests are still taken, while balancers learn of it from"
              + " /ready.");
  static final DoorOption<Duration> DRAIN =
      duration(
          "stop.drain-within",
          "10 min",
          "0 ms",
          "1 d",
          "How long answers that have begun may last after that.");

  static final DoorOption<String> URL =
      text("url", null, "Where it is, up to and with /v1: https://api.openai.com/v1.").mustBeSet();
  static final DoorOption<String> KEY_ENV =
      text("key-env", null, "Environment variable with the key for it.");
  static final DoorOption<String> KEY_PATH =
      text(
          "key-file",
          null,
          "File with the key for it; looked at as often as the file of keys, so that it can be"
              + " replaced.");
  static final DoorOption<String> KEY_HEADER =
      text(
          "key-header",
          "authorization",
          "Header of the key: authorization (as a bearer), or another, such as api-key.");
  static final DoorOption<OnDisconnect> ON_DISCONNECT =
      word(
          "on-disconnect",
          OnDisconnect.class,
          "cancel",
          "What happens upstream when the client has gone: its request is cancelled, or read to its"
              + " end, for one that bills the whole answer anyway, so that what it took is known.");
  static final DoorOption<Duration> CONNECT =
      duration("connect-within", "5 s", "10 ms", "5 min", "How long connecting may take.");
  static final DoorOption<Integer> CONNECTIONS =
      count(
          "connections",
          2048,
          1,
          100_000,
          "Connections to it at most, of each event loop; further requests wait.");
  static final DoorOption<Duration> KEEP_ALIVE =
      duration(
          "keep-alive",
          "60 s",
          "1 s",
          "1 h",
          "How long a connection to it may rest until it is closed, in whole seconds. Shorter than"
              + " the upstream, or what stands before it, would keep it.");

  static final DoorOption<Set<Api>> APIS =
      new DoorOption<>(
          "apis",
          "`chat`, `responses`, `messages`, `embeddings`, separated by commas",
          "chat, responses, messages, embeddings",
          false,
          "Which endpoints it answers: /v1/chat/completions, /v1/responses, /v1/messages"
              + " (Anthropic's), /v1/embeddings. Others are never asked of it: the door passes on,"
              + " and translates nothing.",
          DoorOptions::apis);

  static final List<Section> SECTIONS =
      List.of(
          new Section("Listening", List.of(ADDRESS, PORT, LOOPS)),
          new Section("Browsers", List.of(CORS_ORIGINS)),
          new Section("Kafka", List.of(BROKERS, PREFIX)),
          new Section(
              "Deciding",
              List.of(
                  BUDGET,
                  DEFAULT_MODELS,
                  ROUTE_NAMES,
                  NAMED,
                  INCUMBENT,
                  SEND_PROMPT,
                  CONVERSATIONS,
                  CACHE_FOR)),
          new Section("Keys", List.of(KEY_FILE, KEY_RELOAD)),
          new Section("Requests", List.of(KEY_IN_FLIGHT, BODY_MAX, BODIES_MAX, BODY_TIMEOUT)),
          new Section(
              "Answers",
              List.of(
                  ANSWER_MAX,
                  ANSWER_MODEL,
                  HOLD_EVENTS,
                  HOLD_BYTES,
                  PING_EVERY,
                  FIRST_TOKEN,
                  IDLE,
                  WHOLE)),
          new Section("Feedback", List.of(SCORE_NAMES, REMEMBER)),
          new Section("Judge", JudgeOptions.ALL),
          new Section("Stopping", List.of(REFUSE_AFTER, DRAIN)));

  /** Of each upstream, behind its name. */
  static final List<DoorOption<?>> UPSTREAM =
      List.of(
          URL,
          KEY_ENV,
          KEY_PATH,
          KEY_HEADER,
          APIS,
          ON_DISCONNECT,
          CONNECT,
          CONNECTIONS,
          KEEP_ALIVE);

  private static final Map<String, DoorOption<?>> BY_KEY =
      all().collect(Collectors.toUnmodifiableMap(DoorOption::key, Function.identity()));

  private DoorOptions() {}

  static Stream<DoorOption<?>> all() {
    return SECTIONS.stream().flatMap(section -> section.options().stream());
  }

  /** The option of a key, or {@code null}; none of an upstream's. */
  static DoorOption<?> of(String key) {
    return BY_KEY.get(key);
  }

  private static Set<Api> apis(String text) {
    Set<Api> apis = EnumSet.noneOf(Api.class);
    for (String word : DoorOption.names(text)) {
      try {
        apis.add(Api.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("takes chat, responses, messages, embeddings");
      }
    }
    if (apis.isEmpty()) {
      throw new IllegalArgumentException(
          "takes at least one of chat, responses, messages, embeddings");
    }
    return apis;
  }

  private static boolean truth(String text) {
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw new IllegalArgumentException("takes true or false");
    }
    return Boolean.parseBoolean(text);
  }
}
