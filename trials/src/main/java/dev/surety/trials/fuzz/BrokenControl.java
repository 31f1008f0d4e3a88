package dev.surety.trials.fuzz;

import static dev.surety.domain.Rejection.Reason.MALFORMED;
import static dev.surety.domain.Rejection.Reason.UNSUPPORTED;
import static dev.surety.trials.fuzz.Breakage.any;
import static dev.surety.trials.fuzz.FuzzRecord.Input.CONTROL;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Control records that must not come into force. Each has a key: Kafka takes none without on a
 * compacted topic.
 */
final class BrokenControl {

  private static final String SLA_KEY = "sla/fuzz/broken";
  private static final Fields SLA =
      Fields.NONE
          .text("type", "sla")
          .text("tenant", "fuzz")
          .text("tier", "broken")
          .raw("version", "1")
          .raw("target", "0.8")
          .text("policy", "surety");
  private static final Fields ARTEFACT =
      Fields.NONE
          .text("type", "artefact")
          .text("kind", "prior")
          .text("name", "broken")
          .raw("version", "1");

  private final List<Breakage> ofModels = new ArrayList<>(BrokenFields.ofModels());

  BrokenControl() {
    BrokenJson.of("type").stream()
        .filter(breakage -> !breakage.kind().equals("tombstone")) // it removes, and means to
        .forEach(ofModels::add);
  }

  FuzzRecord next(Fields goodModel, String goodKey, Random dice) {
    return switch (dice.nextInt(6)) {
      case 0 -> wrongKey(goodModel, dice);
      case 1 -> tombstoneOfNothing(dice);
      case 2 -> promise(dice);
      case 3 -> artefact(dice);
      default -> {
        Breakage breakage = ofModels.get(dice.nextInt(ofModels.size()));
        byte[] value = breakage.how().apply(goodModel, dice);
        byte[] key = goodKey.getBytes(UTF_8);
        yield new FuzzRecord(CONTROL, key, value, breakage.kind(), breakage.reason());
      }
    };
  }

  private static FuzzRecord wrongKey(Fields goodModel, Random dice) {
    String key = any(dice, "model/another", "sla/*/*", "", "model/", "nothing");
    return new FuzzRecord(
        CONTROL, key.getBytes(UTF_8), goodModel.bytes(), "another subject's key", MALFORMED);
  }

  private static FuzzRecord tombstoneOfNothing(Random dice) {
    String key = any(dice, "", "model/", "sla/one", "everything", "artefact/x", "sla/a/b/c");
    return new FuzzRecord(CONTROL, key.getBytes(UTF_8), null, "tombstone of nothing", MALFORMED);
  }

  private static FuzzRecord promise(Random dice) {
    boolean malformed = dice.nextBoolean();
    Fields broken =
        malformed
            ? SLA.raw(any(dice, "target", "tolerance"), any(dice, "1.5", "-0.1", "1e308", "\"x\""))
            : any(
                dice,
                SLA.text("policy", "dice"),
                SLA.text("policy", "surety2"),
                SLA.raw("parameters", "{\"no_such_parameter\":1}"),
                SLA.text("policy", "mess-plus").raw("parameters", "{\"v\":\"NaN\"}"),
                SLA.text("policy", "mess-plus").raw("parameters", "{\"v\":-1e308}"));
    return new FuzzRecord(
        CONTROL,
        SLA_KEY.getBytes(UTF_8),
        broken.bytes(),
        malformed ? "a promise out of range" : "a promise nobody can keep",
        malformed ? MALFORMED : UNSUPPORTED);
  }

  private static FuzzRecord artefact(Random dice) {
    String payload =
        any(dice, "", "{}x", "[]", "{\"models\":{\"m\":{\"satisfaction\":2,\"labels\":1}}}");
    return new FuzzRecord(
        CONTROL,
        "artefact/prior/broken".getBytes(UTF_8),
        ARTEFACT.text("payload", payload).bytes(),
        "an artefact that is none",
        UNSUPPORTED);
  }
}
