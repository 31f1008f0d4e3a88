package dev.surety.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.Feedback;
import org.junit.jupiter.api.Test;

class FeedbackJsonTest {

  @Test
  void satisfiedIsAJudgementAndAScoreIsAFinerOne() throws MalformedRecord {
    assertThat(read("'satisfied':true").label()).isEqualTo(1);
    assertThat(read("'satisfied':false").label()).isZero();
    assertThat(read("'score':0.25,'satisfied':true").label()).isEqualTo(0.25);
    assertThat(read("'satisfied':true,'score':0.25").label()).isEqualTo(0.25);
  }

  @Test
  void usageOrAnErrorAloneIsEnough() throws MalformedRecord {
    assertThat(read("'latency_ms':0").hasLabel()).isFalse();
    assertThat(read("'cost_usd':0").hasUsage()).isTrue();
    assertThat(read("'error':'timeout'").hasLabel()).isFalse();
    assertThat(read("'error':'timeout','final':true").label()).isZero();
  }

  @Test
  void feedbackThatSaysNothingIsMalformed() {
    for (String nothing : new String[] {"'final':true", "'source':'user'", "'score':null"}) {
      assertThatThrownBy(() -> read(nothing))
          .isInstanceOf(MalformedRecord.class)
          .hasMessageContaining("field 'score' is missing")
          .hasMessageContaining("give satisfied, score, error");
    }
  }

  @Test
  void theSourceIsOneOfFourInLowerCase() throws MalformedRecord {
    assertThat(read("'score':1").source()).isEqualTo(Feedback.Source.UNKNOWN);
    assertThat(read("'score':1,'source':'judge'").source()).isEqualTo(Feedback.Source.JUDGE);
    for (String wrong : new String[] {"JUDGE", "unknown", ""}) {
      assertThatThrownBy(() -> read("'score':1,'source':'" + wrong + "'"))
          .hasMessage(
              "field 'source' is '%s'; write one of user, judge, solicited, implicit", wrong);
    }
  }

  private static Feedback read(String fields) throws MalformedRecord {
    String head =
        "{'request_id':'r','tenant':'t','tier':'g','model':'m','time':'2026-01-01T00:00:00Z',";
    return FeedbackJson.read((head + fields + "}").replace('\'', '"').getBytes(UTF_8));
  }
}
