package dev.surety.trials.fuzz.adversary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.surety.domain.Decision;
import dev.surety.trials.fuzz.adversary.Sent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the records of one episode, endlessly: some tenants, a pool and promises that change, and
 * whatever a well-formed record may say of requests and answers, at its extremes, repeated, out of
 * order and about things that never were. The seed decides all of it.
 */
final class Adversary {

  /** Whose books are kept by another hand: it reports money in dollars, and may say all else. */
  static final String PAYER = "payer";

  private static final long START = 1_767_225_600_000L;
  private static final int REMEMBERED = 200;

  private final Random dice;
  private final Promises promises;
  private final List<String> tenants = new ArrayList<>();
  private final List<Decision> decided = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final int tags;
  private final long step;
  private long now = START;
  private long made;

  Adversary(long seed) {
    dice = new Random(seed);
    promises = new Promises(dice);
    tenants.add(PAYER);
    int others = 1 + dice.nextInt(4);
    for (int i = 0; i < others; i++) {
      tenants.add(any("t" + i, "Ünïcödé " + i, "t\uD83D\uDE42" + i));
    }
    tags = any(1, 4, 40, 400);
    step = any(1, 50, 3_000, 600_000);
  }

  /** A decision was made: feedback may be about it. */
  void decided(Decision decision) {
    if (decided.size() < REMEMBERED) {
      decided.add(decision);
    } else {
      decided.set(dice.nextInt(REMEMBERED), decision);
    }
  }

  Sent next() {
    now += (long) (step * 2 * dice.nextDouble());
    Sent next = made < 12 + tenants.size() ? first() : later();
    made++;
    if (next.kind() != Kind.CONTROL && dice.nextInt(10) == 0) {
      sent.add(next);
    }
    return next;
  }

  private Sent first() {
    return control(
        made < tenants.size()
            ? promises.promise(tenants.get((int) made), now)
            : promises.model(now, false));
  }

  private Sent later() {
    int kind = dice.nextInt(200);
    if (kind < 3) {
      return control(promises.model(now, true));
    } else if (kind < 5) {
      return control(promises.promise(any(tenants), now));
    } else if (kind < 6) {
      return new Sent(Kind.SILENCE, any(tenants), null, null, now);
    } else if (kind < 12 && !sent.isEmpty()) {
      Sent again = any(sent);
      return new Sent(again.kind(), again.tenant(), null, again.value(), now);
    }
    return kind < 110 ? request() : feedback();
  }

  private Sent control(Promises.Record record) {
    byte[] value = record.json() == null ? null : record.json().getBytes(UTF_8);
    return new Sent(Kind.CONTROL, null, record.key().getBytes(UTF_8), value, now);
  }

  private Sent request() {
    String tenant = any(tenants);
    Json json = new Json().text("request_id", id()).text("tenant", tenant).text("tier", World.TIER);
    json.text("time", time());
    if (dice.nextInt(3) > 0) {
      json.text("tag", any("tag-" + dice.nextInt(tags), "", " ", "ключ", "\uD83D\uDE42"), 1);
    }
    switch (dice.nextInt(6)) {
      case 0 -> json.text("prompt", "word ".repeat(dice.nextInt(60)));
      case 1 -> json.raw("embedding", embedding());
      case 2 -> json.text("prompt", any("", "\u0000", "ﷺ", "ab".repeat(5000)));
      default -> {}
    }
    if (dice.nextInt(4) == 0) {
      json.raw("input_tokens", tokens()).raw("max_output_tokens", tokens());
    }
    switch (dice.nextInt(24)) {
      case 0 -> json.text("pinned_model", promises.anyModel());
      case 1, 2 ->
          json.raw("candidates", Json.texts(promises.anyModel(), promises.anyModel(), "nobody"));
      case 3 -> json.text("incumbent", promises.anyModel());
      case 4 -> json.raw("attributes", "{\"a\":\"b\",\"n\":1e308,\"l\":[1,{}]}");
      case 5 -> json.text("conversation_id", id());
      default -> {}
    }
    return new Sent(Kind.REQUEST, tenant, null, json.bytes(), now);
  }

  private Sent feedback() {
    Decision about = decided.isEmpty() || dice.nextInt(12) == 0 ? null : any(decided);
    String tenant = about == null || dice.nextInt(20) == 0 ? any(tenants) : about.key().tenant();
    boolean payer = tenant.equals(PAYER);
    boolean own = about != null && about.key().tenant().equals(tenant);
    String model = about == null ? promises.anyModel() : about.model();
    if (dice.nextInt(6) == 0) {
      model = about == null || about.fallbacks().isEmpty() ? model : any(about.fallbacks());
    } else if (dice.nextInt(10) == 0 && !payer) {
      model = any(promises.anyModel(), "model-2024-08-06", "ключ");
    }
    Json json =
        new Json()
            .text("request_id", about == null ? id() : about.requestId())
            .text("tenant", tenant)
            .text("tier", World.TIER)
            .text("model", model)
            .text("time", time());
    if (about != null && dice.nextInt(8) > 0) {
      json.text(
          "decision_id", dice.nextInt(12) == 0 ? any("0", "ffffffffffffffff") : about.decisionId());
    }
    say(json, payer, own);
    return new Sent(Kind.FEEDBACK, tenant, null, json.bytes(), now);
  }

  private void say(Json json, boolean payer, boolean own) {
    boolean quiet = payer && !own; // of an answer that it does not know it says nothing of money
    boolean label = quiet || dice.nextInt(4) > 0;
    if (label && dice.nextBoolean()) {
      json.raw("satisfied", String.valueOf(dice.nextBoolean()));
    } else if (label) {
      json.raw("score", any("0", "1", "0.5", "1e-300", "0.9999999999999999", "4.9e-324", "0.3"));
    }
    boolean money = !quiet && dice.nextBoolean();
    if (money || !label) {
      json.raw("cost_usd", any("0", "1e6", "1e-300", "0.01", "0.02", "1000000", "4.9e-324", "3"));
    }
    if (money ? dice.nextBoolean() : !payer && dice.nextInt(3) == 0) {
      json.raw("input_tokens", tokens());
      json.raw("output_tokens", tokens());
      json.raw("cached_input_tokens", tokens()).raw("reasoning_tokens", tokens());
    }
    switch (dice.nextInt(12)) {
      case 0 -> json.text("error", any("503", "timeout", "ошибка"));
      case 1 -> json.text("error", "503").raw("final", "true");
      case 2 -> json.raw("latency_ms", any("0", "812.4", "9223372036854775807"));
      case 3 -> json.raw("attempt", String.valueOf(1 + dice.nextInt(3)));
      default -> {}
    }
    if (dice.nextInt(3) == 0) {
      json.text("source", any("user", "judge", "solicited", "implicit", "nobody"));
    }
  }

  /** New nearly always: who asks twice under one id asks for the same thing. */
  private String id() {
    return dice.nextInt(30) == 0 && !decided.isEmpty()
        ? any(decided).requestId()
        : any("r", "r", "r", "ид-", "\uD83D\uDE42", "\"\\/\u2028") + made;
  }

  private String time() {
    long off =
        switch (dice.nextInt(12)) {
          case 0 -> (long) (dice.nextDouble() * 86_400_000L);
          case 1 -> -(long) (dice.nextDouble() * 86_400_000L);
          case 2 -> -3_600_000L * dice.nextInt(24);
          default -> -dice.nextInt(2_000);
        };
    return Instant.ofEpochMilli(now + off).toString();
  }

  private String tokens() {
    return any("0", "1", "500", "500", "400", "2147483647", "100000");
  }

  private String embedding() {
    StringBuilder values = new StringBuilder("[");
    for (int i = 1 + dice.nextInt(70); i > 0; i--) {
      values
          .append(any("3.4e38", "-3.4e38", "1e-45", "0", "-0.0", "0.25"))
          .append(i > 1 ? "," : "]");
    }
    return values.toString();
  }

  @SafeVarargs
  private <T> T any(T... of) {
    return of[dice.nextInt(of.length)];
  }

  private <T> T any(List<T> of) {
    return of.get(dice.nextInt(of.size()));
  }

  /** The fields of a JSON object, in order. */
  static final class Json {

    private final StringBuilder json = new StringBuilder("{");

    Json text(String field, String value) {
      return raw(field, quoted(value));
    }

    /** Unless it is shorter than this. */
    Json text(String field, String value, int shortest) {
      return value.length() < shortest ? this : text(field, value);
    }

    Json raw(String field, String value) {
      json.append(json.length() > 1 ? "," : "").append('"').append(field).append("\":");
      json.append(value);
      return this;
    }

    static String texts(String... values) {
      List<String> quoted = new ArrayList<>();
      for (String value : values) {
        quoted.add(quoted(value));
      }
      return quoted.toString();
    }

    private static String quoted(String text) {
      return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    byte[] bytes() {
      return toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
      return json + "}";
    }
  }
}
