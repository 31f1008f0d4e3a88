package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.RoutingRequest;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come, they are read or they are a {@link MalformedRecord}; nothing else. */
class JsonPoisonTest {

  private static final String HEAD =
      "{'request_id':'r','tenant':'t','tier':'g','time':'2026-01-01T00:00:00Z'".replace('\'', '"');

  @Property(tries = 2000)
  void damagedRecordsAreReadOrMalformed(@ForAll Contract contract, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] json = Contract.bytes(new SchemaSamples(contract.source(), seed).next());
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    }
    readOrMalformed(contract, json);
    readOrMalformed(contract, Arrays.copyOf(json, random.nextInt(json.length + 1)));
  }

  @Property(tries = 2000)
  void anyBytesAreReadOrMalformed(@ForAll Contract contract, @ForAll byte[] bytes)
      throws MalformedRecord {
    readOrMalformed(contract, bytes);
    try {
      ControlJson.read(bytes, null);
    } catch (MalformedRecord e) {
      assertThat(e).hasMessageContaining("use the subject to remove");
    }
  }

  private static void readOrMalformed(Contract contract, byte[] json) {
    try {
      assertThat(contract.read(json)).isNotNull();
    } catch (MalformedRecord e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500).doesNotContain("\n");
      assertThat(e.getStackTrace()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'tag':'a','tag':'b'}",
        ",'unheard_of':1,'unheard_of':2}",
        ",'unheard_of':{'a':1,'a':2}}",
        "} {}",
        "} x",
        "",
        ",}",
        ",'input_tokens':NaN}",
        ",'embedding':[1e400]}",
        ",'embedding':[1e39]}",
        ",'embedding':[Infinity]}",
        ",'candidates':['\\ude42']}",
        ",'pinned_model':'\\ud83d'}",
        ",'attributes':{'\\ud83d':'x'}}",
        ",'attributes':{'x':1,'x':1}}",
        "/* comment */}"
      })
  void whatOnlyCodeCanSeeIsMalformed(String tail) {
    assertThatThrownBy(() -> RequestJson.read(json(tail))).isInstanceOf(MalformedRecord.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "1", "\"x\"", "{}", "\uFEFF[]"})
  void whatIsNoObjectOrEmptyIsMalformed(String text) {
    for (Contract contract : Contract.values()) {
      assertThatThrownBy(() -> contract.read(text.getBytes(UTF_8)))
          .isInstanceOf(MalformedRecord.class);
      assertThatThrownBy(() -> RequestJson.read(null)).isInstanceOf(MalformedRecord.class);
    }
  }

  @Test
  void onlyUtf8IsRead() {
    String text = HEAD + ",\"tag\":\"é\"}";
    for (byte[] bytes : new byte[][] {text.getBytes(ISO_8859_1), text.getBytes(UTF_16BE)}) {
      assertThatThrownBy(() -> RequestJson.read(bytes)).isInstanceOf(MalformedRecord.class);
    }
  }

  @Test
  void depthAndSizeAreBounded() throws MalformedRecord {
    assertThat(RequestJson.read(json(",'x':" + nested(JsonRecord.MAX_DEPTH - 1) + "}")))
        .isNotNull();
    assertThatThrownBy(() -> RequestJson.read(json(",'x':" + nested(JsonRecord.MAX_DEPTH) + "}")))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("limits");
    assertThatThrownBy(() -> RequestJson.read(json(",'x':" + nested(1_000_000) + "}")))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> RequestJson.read(json(",'x':[" + "0,".repeat(100_000) + "0]}")))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> RequestJson.read(json(",'x':" + "9".repeat(1000) + "}")))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() -> RequestJson.read(new byte[JsonRecord.MAX_BYTES + 1]))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("at most");
  }

  @Test
  void aMegabyteOfPromptIsReadAndWritten() throws MalformedRecord {
    String prompt = "a\"\\\n中🙂".repeat(150_000);
    RoutingRequest read =
        RequestJson.read(
            json(",'prompt':'" + "a\\\"\\\\\\n\\u4e2d\\ud83d\\ude42".repeat(150_000) + "'}"));
    assertThat(read.prompt()).isEqualTo(prompt);
    assertThat(read.promptChars()).isEqualTo(prompt.length());
    assertThat(RequestJson.read(RequestJson.write(read))).isEqualTo(read);
  }

  @Test
  void aPromptCutInsideACharacterStillGetsAnAnswer() throws MalformedRecord {
    RoutingRequest read = RequestJson.read(json(",'prompt':'ab\\ud83d','unheard_of':[1,{}]}"));
    assertThat(read.prompt()).isEqualTo("ab\uFFFD");
    assertThat(RequestJson.read(RequestJson.write(read))).isEqualTo(read);
  }

  @Test
  void manyRecordsWithCollidingNamesDoNotHarmLaterOnes() throws MalformedRecord {
    for (int record = 0; record < 50; record++) {
      StringBuilder tail = new StringBuilder();
      for (int i = 0; i < 2000; i++) {
        tail.append(",'k").append(record).append('-').append(i).append("':0");
      }
      RequestJson.read(json(tail + "}"));
    }
    assertThat(RequestJson.read(json("}"))).isNotNull();
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static byte[] json(String tail) {
    return (HEAD + tail.replace('\'', '"')).getBytes(UTF_8);
  }
}
