package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.domain.TenantTier;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {

  private static final String HEAD =
      "{'request_id':'r','tenant':'t','tier':'g','time':'2026-01-01T00:00:00Z'";

  @Test
  void theLeastRequestKnowsWhoAsksAndWhen() throws MalformedRecord {
    assertThat(read(HEAD + "}"))
        .isEqualTo(RoutingRequest.of("r", new TenantTier("t", "g"), 1_767_225_600_000L));
  }

  @Test
  void anEmbeddingBecomesDenseFeatures() throws MalformedRecord {
    assertThat(read(HEAD + ",'embedding':[0.5,-1,2e0]}").features())
        .isEqualTo(new Features(new int[] {0, 1, 2}, new float[] {0.5f, -1f, 2f}));
  }

  @Test
  void hashedFeaturesAreNotWritten() throws MalformedRecord {
    RoutingRequest hashed =
        read(HEAD + "}")
            .featurized(new Features(new int[] {3, 9}, new float[] {1, 1}), Sketch.NONE, false);
    assertThat(RequestJson.read(RequestJson.write(hashed)).features().isEmpty()).isTrue();
  }

  @Test
  void aFieldThatIsNullIsAbsent() throws MalformedRecord {
    assertThat(read(HEAD + ",'prompt':null,'tag':null,'candidates':null,'attributes':{'a':null}}"))
        .isEqualTo(read(HEAD + "}"));
  }

  @Test
  void numbersFlagsAndListsInAttributesAreTakenAsTheirTexts() throws MalformedRecord {
    RoutingRequest read =
        read(
            HEAD
                + ",'attributes':{'n':1.50,'big':12345678901234567890,'yes':true,'none':null,"
                + "'list':['a',1,null,[]],'object':{'k':{'x':'\\\"'},'l':false},'text':'t'}}");

    assertThat(read.attributes())
        .isEqualTo(
            Map.of(
                "n", "1.50",
                "big", "12345678901234567890",
                "yes", "true",
                "list", "[\"a\",1,null,[]]",
                "object", "{\"k\":{\"x\":\"\\\"\"},\"l\":false}",
                "text", "t"));
  }

  @Test
  void tooManyTooLongAndMisnamedAttributesAreCutOrLeftOut() throws MalformedRecord {
    StringBuilder many = new StringBuilder("'':1,'" + "n".repeat(201) + "':2");
    many.append(",'long':'").append("🙂".repeat(8193)).append("'");
    many.append(",'list':[").append("'xx',".repeat(9000)).append("1]");
    for (int i = 0; i < 300; i++) {
      many.append(",'k").append(i).append("':").append(i);
    }

    Map<String, String> attributes =
        read(HEAD + ",'attributes':{" + many + "},'tag':'behind'}").attributes();

    assertThat(attributes).hasSize(256).containsEntry("k0", "0").containsEntry("k253", "253");
    assertThat(attributes.get("long")).isEqualTo("🙂".repeat(8192));
    assertThat(attributes.get("list")).hasSize(8192).startsWith("[\"xx\",\"xx\",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "12 | 12",
        "12.0 | 12",
        "12.5 | 13",
        "12.4 | 12",
        "1e3 | 1000",
        "'12' | 12",
        "'12.5' | 13",
        "2147483647 | 2147483647",
        "null | -1",
        "-1 | -1",
        "-0.25 | -1",
        "2147483648 | -1",
        "99999999999999999999 | -1",
        "1e300 | -1",
        "1e400 | -1",
        "'many' | -1",
        "'1e3' | -1",
        "'NaN' | -1",
        "'' | -1",
        "true | -1",
        "[12] | -1",
        "{'n':12} | -1",
      })
  void whatIsNoCountOfTokensIsUnknownAndCostsNobodyAnAnswer(String sent, int read)
      throws MalformedRecord {
    RoutingRequest request =
        read(HEAD + ",'input_tokens':" + sent + ",'max_output_tokens':" + sent + ",'tag':'x'}");

    assertThat(request.inputTokens()).isEqualTo(read);
    assertThat(request.maxOutputTokens()).isEqualTo(read);
    assertThat(request.tag()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7 | 7",
        "true | true",
        "['a','b'] | [\"a\",\"b\"]",
        "{'a':1} | {\"a\":1}",
        "'\\ud83dx' | \uFFFDx",
      })
  void aTagAndAConversationOfAnyKindAreTexts(String sent, String read) throws MalformedRecord {
    RoutingRequest request = read(HEAD + ",'tag':" + sent + ",'conversation_id':" + sent + "}");

    assertThat(request.tag()).isEqualTo(read);
    assertThat(request.conversationId()).isEqualTo(read);
  }

  @Test
  void textsBesideTheRequestAreCutAndEmptyOnesAreAbsent() throws MalformedRecord {
    assertThat(read(HEAD + ",'tag':'" + "t".repeat(600) + "'}").tag()).hasSize(512);
    assertThat(read(HEAD + ",'tag':'','conversation_id':'','incumbent':''}"))
        .isEqualTo(read(HEAD + "}"));
    assertThat(read(HEAD + ",'incumbent':4}").incumbent()).isEqualTo("4");
    for (String none : new String[] {"['m']", "{}", "'a\\u0007'", "'" + "n".repeat(201) + "'"}) {
      assertThat(read(HEAD + ",'incumbent':" + none + "}").incumbent()).as(none).isNull();
    }
    for (String none : new String[] {"[1]", "'x'", "1", "true", "{}"}) {
      assertThat(read(HEAD + ",'attributes':" + none + ",'tag':'x'}").attributes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'prompt':7 | 'prompt' is a number; give text in quotes",
        "'candidates':[] | 'candidates' is empty; leave it out",
        "'candidates':'m' | 'candidates' is text; give an array of names",
        "'embedding':['x'] | 'embedding' is text; give a number",
        "'pinned_model':'' | 'pinned_model' has 0 characters; it takes 1 to 200",
      })
  void theMessageNamesFieldAndMend(String field, String message) {
    assertThatThrownBy(() -> read(HEAD + "," + field + "}"))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMissingFieldAndABadKeyOrTimeAreNamed() {
    assertMalformed("{'request_id':'r'}", "field 'tenant' is missing; it is required");
    assertMalformed(HEAD.replace("'t'", "'a/b'") + "}", "tenant must not contain '/'");
    assertMalformed(HEAD.replace("T00:00:00Z", "") + "}", "field 'time' is '2026-01-01'; write");
    assertMalformed(HEAD.replace("'t'", "'" + "🙂".repeat(101) + "'") + "}", "1 to 200 characters");
  }

  private static void assertMalformed(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(message);
  }

  private static RoutingRequest read(String json) throws MalformedRecord {
    return RequestJson.read(json.replace('\'', '"').getBytes(UTF_8));
  }
}
