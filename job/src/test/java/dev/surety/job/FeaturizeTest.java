package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.RoutingRequest;
import dev.surety.flink.InboundEvent;
import dev.surety.wire.json.RequestJson;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.junit.jupiter.api.Test;

class FeaturizeTest {

  @Test
  void wordsBecomeFeaturesAndThePromptStaysBehind() throws Exception {
    RoutingRequest seen = featurize(new Featurize(256, 64, false), "why is the sky blue");

    assertThat(seen.features().isEmpty()).isFalse();
    assertThat(seen.prompt()).isNull();
    assertThat(seen.promptChars()).isEqualTo("why is the sky blue".length());
  }

  @Test
  void thePromptGoesOnWhenTheJournalKeepsIt() throws Exception {
    assertThat(featurize(new Featurize(256, 64, true), "why").prompt()).isEqualTo("why");
  }

  @Test
  void withoutDimensionsNothingIsSeen() throws Exception {
    RoutingRequest seen = featurize(new Featurize(0, 64, false), "why is the sky blue");

    assertThat(seen.features().isEmpty()).isTrue();
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
