package dev.surety.wire.json;

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
    for (String nothing :
        new String[] {
          "'final':true", "'source':'user'", "'score':null", "'error':''", "'latency_ms':'fast'"
        }) {
      assertThatThrownBy(() -> read(nothing))
          .isInstanceOf(MalformedRecord.class)
          .hasMessageContaining("field 'score' is missing")
          .hasMessageContaining("give satisfied, score, error");
    }
  }

  @Test
  void theSourceIsOneOfFourInLowerCaseOrUnknown() throws MalformedRecord {
    assertThat(read("'score':1").source()).isEqualTo(Feedback.Source.UNKNOWN);
    assertThat(read("'score':1,'source':'judge'").source()).isEqualTo(Feedback.Source.JUDGE);
    for (String wrong : new String[] {"'robot'", "'JUDGE'", "'unknown'", "''", "7", "['user']"}) {
      Feedback read = read("'score':1,'source':" + wrong);
      assertThat(read.source()).as(wrong).isEqualTo(Feedback.Source.UNKNOWN);
      assertThat(read.label()).isEqualTo(1);
    }
  }

  @Test
  void whatStandsBesideALabelNeverCostsIt() throws MalformedRecord {
    assertThat(read("'satisfied':true,'latency_ms':812.4").latencyMillis()).isEqualTo(812);
    assertThat(read("'satisfied':true,'latency_ms':'812.5'").latencyMillis()).isEqualTo(813);
    assertThat(read("'satisfied':true,'input_tokens':12.5").inputTokens()).isEqualTo(13);
    assertThat(read("'satisfied':true,'cost_usd':'0.25'").costUsd()).isEqualTo(0.25);
    for (String wrong : new String[] {"-1", "1e400", "'fast'", "true", "[1]", "{'a':1}", "1e19"}) {
      for (String field :
          new String[] {"input_tokens", "output_tokens", "latency_ms", "cost_usd"}) {
        Feedback read = read("'" + field + "':" + wrong + ",'satisfied':true");
        assertThat(read.label()).as(field + ':' + wrong).isEqualTo(1);
        assertThat(read.inputTokens() + read.outputTokens() + read.latencyMillis()).isEqualTo(-3);
        assertThat(read.costUsd()).isNaN();
      }
    }
  }

  @Test
  void anErrorOfAnyKindIsOne() throws MalformedRecord {
    assertThat(read("'error':503").error()).isEqualTo("503");
    assertThat(read("'error':{'code':503}").error()).isEqualTo("{\"code\":503}");
    assertThat(read("'error':'" + "e".repeat(9000) + "'").error()).hasSize(8192);
    assertThat(read("'error':'','score':1").error()).isNull();
  }

  private static Feedback read(String fields) throws MalformedRecord {
    String head =
        "{'request_id':'r','tenant':'t','tier':'g','model':'m','time':'2026-01-01T00:00:00Z',";
    return FeedbackJson.read((head + fields + "}").replace('\'', '"').getBytes(UTF_8));
  }
}
