package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.surety.domain.Capability;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSchedule;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RecurringPrice;
import dev.surety.domain.RoutingRequest;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;
import java.util.List;

/** The fields of a model, in a control record and in a configuration. */
final class ModelJson {

  static final WireNames<ModelSpec.Status> STATUSES = new WireNames<>(ModelSpec.Status.class, null);

  /**
   * Highest price there can be, even a confirmed one, in US dollars: whatever tokens it is
   * multiplied with, sums of money stay finite.
   */
  static final double DEAREST_USD_PER_MTOK = 1e9;

  static final ControlField<String> MODEL =
      ControlField.required("model", ControlRules.NAME, "Its name, as gateways know it.");

  static final ControlField<Long> VERSION =
      ControlField.required(
          "version",
          ControlRules.VERSION,
          "Orders the records of one subject. Of the versions of a model that count at a "
              + "time, the one that began last is in force, and of those that began together the "
              + "greatest.");

  static final ControlField<String> PROVIDER =
      ControlField.optional("provider", ControlRules.NAME, null, "Who serves it.");

  static final ControlField<Double> INPUT =
      ControlField.required(
          "input_usd_per_mtok",
          ControlRules.PRICE,
          "Price in US dollars of a million input tokens. A jump of more than tenfold over "
              + "the version before waits for confirmed.");

  static final ControlField<Double> OUTPUT =
      ControlField.required(
          "output_usd_per_mtok",
          ControlRules.PRICE,
          "Price in US dollars of a million output tokens; same rule.");

  static final ControlField<Double> CACHED_INPUT =
      ControlField.optional(
          "cached_input_usd_per_mtok",
          ControlRules.PRICE,
          Double.NaN,
          "Price in US dollars of a million input tokens that were read from a cache. "
              + "Absent: that of other input.");

  static final ControlField<List<String>> ALIASES =
      ControlField.optional(
          "aliases",
          ControlRules.names(),
          List.of(),
          "What else the model is called: by providers in feedback (dated names, prefixes), "
              + "and in requests. An alias that is another model's name, or that two models "
              + "claim, is nobody's.");

  static final ControlField<Integer> CONTEXT_WINDOW =
      ControlField.optional(
          "context_window",
          ControlRules.count(1, Integer.MAX_VALUE),
          RoutingRequest.UNKNOWN,
          "Tokens that prompt and answer may have together. Absent: not limited.");

  static final ControlField<Integer> MAX_OUTPUT =
      ControlField.optional(
          "max_output",
          ControlRules.count(1, Integer.MAX_VALUE),
          RoutingRequest.UNKNOWN,
          "Tokens that an answer may have. A request whose max_output_tokens is above goes"
              + " elsewhere. Absent: not limited.");

  static final ControlField<List<String>> CAPABILITIES =
      ControlField.optional(
          "capabilities",
          ControlRules.names(),
          null,
          "What it can do beyond text: "
              + String.join(", ", Capability.words())
              + ", or names of your own. A request that requires another one goes elsewhere."
              + " Absent: not declared, and taken to be able to do all; an empty list: text"
              + " alone.");

  static final ControlField<List<String>> REGIONS =
      ControlField.optional(
          "regions",
          ControlRules.names(1),
          null,
          "Where its requests may be processed, in your own names; the router does not choose among"
              + " them, so a promise that names regions must allow all of them. Absent: not told,"
              + " and no promise that names regions allows it.");

  static final ControlField<ModelSpec.Status> STATUS =
      ControlField.optional(
          "status",
          ControlRules.oneOf(STATUSES),
          ModelSpec.Status.ACTIVE,
          "Only an active model gets new requests; a draining one still answers those that are "
              + "sent again, and gets its feedback. Absent: active.");

  static final ControlField<Long> EFFECTIVE_AT =
      ControlField.optional(
          "effective_at",
          ControlRules.TIME,
          Long.MIN_VALUE,
          "From when this version counts, by the time of the requests. Absent: from when it "
              + "was published; the first version of a model for all time before as well. The "
              + "text is RFC 3339 with seconds and an offset; fractions finer than a millisecond "
              + "are cut off.");

  static final ControlField<Long> EFFECTIVE_UNTIL =
      ControlField.optional(
          "effective_until",
          ControlRules.TIME,
          Long.MAX_VALUE,
          "From when this version counts no longer; what would be in force without it is "
              + "then. Absent: for good. The text is RFC 3339 with seconds and an offset; "
              + "fractions finer than a millisecond are cut off.");

  static final ControlField<List<RecurringPrice>> CALENDAR =
      ControlField.optional(
          "calendar",
          new ControlRule<>(
              CalendarJson::read,
              ControlRules.array(
                  1,
                  CalendarJson.MOST_PRICES,
                  "{\"description\":\"Prices at certain hours of certain days.\",\"type\":\"object\"}"),
              CalendarJson.FIELDS),
          List.of(),
          "Prices that recur, such as peak and off-peak; the first that holds at a time "
              + "counts, else the prices above. More than tenfold off those they wait for "
              + "confirmed.");

  static final ControlField<Boolean> CONFIRMED =
      ControlField.optional(
          "confirmed",
          ControlRules.TRUTH,
          false,
          "Puts an implausible price in force. Absent: false.");

  /** When it was published: states have that, the topic has Kafka's timestamp. */
  static final ControlField<Long> PUBLISHED_AT =
      ControlField.ofStates(
          "published_at", new ControlRule<>(ModelJson::published, "{}"), Long.MIN_VALUE);

  static final ControlFields FIELDS =
      ControlFields.of(
          MODEL,
          VERSION,
          PROVIDER,
          INPUT,
          OUTPUT,
          CACHED_INPUT,
          ALIASES,
          CONTEXT_WINDOW,
          MAX_OUTPUT,
          CAPABILITIES,
          REGIONS,
          STATUS,
          EFFECTIVE_AT,
          EFFECTIVE_UNTIL,
          CALENDAR,
          CONFIRMED,
          PUBLISHED_AT);

  private ModelJson() {}

  static ModelSpec read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    return ModelSpec.builder(given.get(MODEL), given.get(VERSION))
        .provider(given.get(PROVIDER))
        .inputUsdPerMtok(given.get(INPUT))
        .outputUsdPerMtok(given.get(OUTPUT))
        .contextWindow(given.get(CONTEXT_WINDOW))
        .status(given.get(STATUS))
        .effectiveAt(given.get(EFFECTIVE_AT))
        .confirmed(given.get(CONFIRMED))
        .schedule(
            new ModelSchedule(
                given.get(EFFECTIVE_UNTIL), given.get(PUBLISHED_AT), given.get(CALENDAR)))
        .aliases(given.get(ALIASES))
        .cachedInputUsdPerMtok(given.get(CACHED_INPUT))
        .offer(new ModelOffer(given.get(CAPABILITIES), given.get(REGIONS), given.get(MAX_OUTPUT)))
        .build();
  }

  static void write(ModelSpec model, FieldWriter out) throws IOException {
    out.text(MODEL.name(), model.name())
        .integer(VERSION.name(), model.version())
        .text(PROVIDER.name(), model.provider())
        .number(INPUT.name(), model.inputUsdPerMtok())
        .number(OUTPUT.name(), model.outputUsdPerMtok())
        .count(CONTEXT_WINDOW.name(), model.contextWindow())
        .text(STATUS.name(), STATUSES.name(model.status()));
    if (model.effectiveAt() > Long.MIN_VALUE) {
      out.time(EFFECTIVE_AT.name(), model.effectiveAt());
    }
    out.truth(CONFIRMED.name(), model.confirmed())
        .someTexts(ALIASES.name(), model.aliases())
        .number(CACHED_INPUT.name(), model.cachedInputUsdPerMtok());
    write(model.offer(), out);
    ModelSchedule schedule = model.schedule();
    if (schedule.effectiveUntil() < Long.MAX_VALUE) {
      out.time(EFFECTIVE_UNTIL.name(), schedule.effectiveUntil());
    }
    CalendarJson.write(schedule.calendar(), out);
    published(schedule.publishedAt(), out);
  }

  private static void write(ModelOffer offer, FieldWriter out) throws IOException {
    out.count(MAX_OUTPUT.name(), offer.maxOutput())
        .texts(CAPABILITIES.name(), offer.capabilities())
        .texts(REGIONS.name(), offer.regions());
  }

  /** No part of the contract, so whatever else stands there is ignored. */
  private static long published(FieldReader in) throws IOException {
    if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
      in.skip();
      return Long.MIN_VALUE;
    }
    long time = IsoTime.parse(in.parser().getText());
    return time < 0 ? Long.MIN_VALUE : time;
  }

  /** When a record was published: state has that, the topic has Kafka's timestamp. */
  static void published(long at, FieldWriter out) throws IOException {
    if (at > Long.MIN_VALUE) {
      out.time(PUBLISHED_AT.name(), at);
    }
  }
}
