package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.domain.SlaPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTermsJsonTest {

  private static byte[] json(String more) {
    return "{'type':'sla','tenant':'t','tier':'g','version':1,'target':0.9,'policy':'surety'%s}"
        .formatted(more)
        .replace('\'', '"')
        .getBytes(UTF_8);
  }

  private static SlaPolicy read(String more) throws MalformedRecord {
    return ((SlaUpdate) ControlJson.read("sla/t/g".getBytes(UTF_8), json(more))).sla();
  }

  @Test
  void aDeadlineIsOfTheLastWordOrOfTheFirstAndQualityComesFirst() throws MalformedRecord {
    assertThat(read(",'deadline':{'total_ms':2000,'share':0.95}").deadline())
        .isEqualTo(new DeadlineTerms(Measure.TOTAL, 2000, 0.95, Precedence.QUALITY));
    assertThat(
            read(",'deadline':{'first_token_ms':500,'share':0.9},'precedence':'deadline'")
                .deadline())
        .isEqualTo(new DeadlineTerms(Measure.FIRST_TOKEN, 500, 0.9, Precedence.DEADLINE));
    assertThat(read(",'deadline':null").deadline()).isNull();
    assertThat(read("").toString()).doesNotContain("deadline");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'total_ms':2000,'first_token_ms':500,'share':0.9} | promise one of them",
        "{'share':0.9} | give first_token_ms or total_ms",
        "{'total_ms':2000} | deadline.share",
        "{'total_ms':0,'share':0.9} | deadline.total_ms",
        "{'total_ms':-5,'share':0.9} | deadline.total_ms",
        "{'total_ms':1.5,'share':0.9} | deadline.total_ms",
        "{'total_ms':'2s','share':0.9} | deadline.total_ms",
        "{'total_ms':86400001,'share':0.9} | deadline.total_ms",
        "{'first_token_ms':-1,'share':0.9} | deadline.first_token_ms",
        "{'total_ms':2000,'share':0} | deadline.share",
        "{'total_ms':2000,'share':1} | deadline.share",
        "{'total_ms':2000,'share':95} | deadline.share",
        "{'total_ms':2000,'share':-0.5} | deadline.share",
        "[2000] | deadline",
        "2000 | deadline"
      })
  void whatIsNoDeadlineIsRefusedAndSaysHowToMendIt(String deadline, String told) {
    assertThatThrownBy(() -> read(",'deadline':" + deadline))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(told);
  }

  @Test
  void whatComesFirstIsOneOfTwo() {
    assertThatThrownBy(() -> read(",'deadline':{'total_ms':1,'share':0.9},'precedence':'cost'"))
        .hasMessageContaining("precedence")
        .hasMessageContaining("quality");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'precedence':'deadline'",
        ",'precedence':'quality'",
        ",'precedence':'quality','deadline':null",
        ",'deadline':null,'precedence':'deadline'"
      })
  void whatComesFirstIsRefusedWhereNoDeadlineIsPromised(String more) {
    assertThatThrownBy(() -> read(more))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("precedence")
        .hasMessageContaining("give deadline too, or leave it out");
    assertThat(Contract.CONTROL.violations(json(more))).isNotEmpty();
  }

  @Test
  void whatComesFirstMayBeLeftOpen() throws MalformedRecord {
    assertThat(read(",'precedence':null").deadline()).isNull();
    assertThat(Contract.CONTROL.violations(json(",'precedence':null"))).isEmpty();
    assertThat(read(",'precedence':null,'deadline':{'total_ms':1,'share':0.9}").deadline())
        .isEqualTo(new DeadlineTerms(Measure.TOTAL, 1, 0.9, Precedence.QUALITY));
  }
}
