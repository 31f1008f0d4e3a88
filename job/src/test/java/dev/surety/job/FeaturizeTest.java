package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.flink.InboundEvent;
import dev.surety.wire.json.RequestJson;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class FeaturizeTest {

  @Test
  void wordsBecomeFeaturesAndThePromptStaysBehind() throws Exception {
    RoutingRequest seen =
        featurize(new Featurize(256, 64, false, PromiseFollower.NONE), "why is the sky blue");

    assertThat(seen.features().isEmpty()).isFalse();
    assertThat(seen.prompt()).isNull();
    assertThat(seen.promptChars()).isEqualTo("why is the sky blue".length());
  }

  @Test
  void thePromptGoesOnWhenTheJournalKeepsIt() throws Exception {
    assertThat(featurize(new Featurize(256, 64, true, PromiseFollower.NONE), "why").prompt())
        .isEqualTo("why");
  }

  @Test
  void withoutDimensionsNothingIsSeen() throws Exception {
    RoutingRequest seen =
        featurize(new Featurize(0, 64, false, PromiseFollower.NONE), "why is the sky blue");

    assertThat(seen.features().isEmpty()).isTrue();
  }

  @Test
  void thoseOfPoliciesThatDoNotLookAreNotMade() throws Exception {
    assertThat(seenUnder(promise("*", "*", 1, "surety"))).isFalse();
    assertThat(seenUnder(promise("*", "*", 1, "fixed:small"))).isFalse();
    assertThat(seenUnder(promise("*", "b", 1, "mess-plus", "estimator", "logistic"))).isTrue();
    assertThat(seenUnder(promise("*", "b", 1, "proteus", "artefact", "some"))).isTrue();
  }

  @Test
  void aSketchIsMadeWhereThePromiseNamesATagger() throws Exception {
    assertThat(sketchedUnder(promise("*", "*", 1, "surety"))).isFalse();
    assertThat(sketchedUnder(promise("*", "*", 1, "surety", "context", "none"))).isFalse();
    assertThat(sketchedUnder(promise("*", "*", 1, "surety", "context", "tagger:ours"))).isTrue();
    assertThat(sketchedUnder()).isTrue();
  }

  @Test
  void theKeysOwnPromiseCountsAndTheNewestVersionOfIt() throws Exception {
    ControlUpdate all = promise("*", "*", 1, "surety");
    ControlUpdate looks = promise("a", "b", 1, "mess-plus", "estimator", "logistic");

    assertThat(seenUnder(all, looks)).isTrue();
    assertThat(seenUnder(looks, all)).isTrue();
    assertThat(seenUnder(all, looks, promise("a", "b", 2, "surety"))).isFalse();
    assertThat(seenUnder(all, promise("a", "b", 2, "surety"), looks)).isFalse();
    assertThat(seenUnder(all, looks, new ControlUpdate.SlaRemoved("a", "b", 2))).isFalse();
  }

  @Test
  void theyAreMadeWhereNothingIsKnownOfTheKey() throws Exception {
    assertThat(seenUnder(promise("other", "b", 1, "surety"))).isTrue();
    assertThat(seenUnder()).isTrue();
  }

  private static boolean seenUnder(ControlUpdate... promises) throws Exception {
    // As it comes to its task.
    Featurize featurize =
        InstantiationUtil.clone(
            new Featurize(256, 64, false, new GivenPromises(List.of(promises))));
    return !featurize(featurize, "why is the sky blue").features().isEmpty();
  }

  private static boolean sketchedUnder(ControlUpdate... promises) throws Exception {
    Featurize featurize = new Featurize(256, 64, false, new GivenPromises(List.of(promises)));
    return !featurize(featurize, "why is the sky blue").sketch().isEmpty();
  }

  private static ControlUpdate promise(
      String tenant, String tier, long version, String policy, String... parameter) {
    return new SlaUpdate(
        tenant,
        tier,
        new SlaPolicy(
            version,
            0.9,
            policy,
            0,
            parameter.length == 0 ? Map.of() : Map.of(parameter[0], parameter[1]),
            FeedbackTerms.DEFAULT,
            SlaPolicy.Mode.APPLY));
  }

  private static RoutingRequest featurize(Featurize featurize, String prompt) throws Exception {
    String json =
        """
        {"request_id": "r", "tenant": "a", "tier": "b", "time": "2026-05-04T10:00:00Z",
         "prompt": "%s"}
        """;
    featurize.open(DefaultOpenContext.INSTANCE);
    InboundEvent inbound =
        new InboundEvent(RequestJson.read(json.formatted(prompt).getBytes(UTF_8)), 3, 5, 8);
    InboundEvent mapped = featurize.map(inbound);
    assertThat(mapped)
        .isEqualTo(new InboundEvent(mapped.event(), 3, 5, 8))
        .extracting(InboundEvent::key)
        .isEqualTo("a/b");
    return (RoutingRequest) mapped.event();
  }
}
