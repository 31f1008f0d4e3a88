package dev.surety.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
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
        read(HEAD + "}").featurized(new Features(new int[] {3, 9}, new float[] {1, 1}), false);
    assertThat(RequestJson.read(RequestJson.write(hashed)).features().isEmpty()).isTrue();
  }

  @Test
  void aFieldThatIsNullIsAbsent() throws MalformedRecord {
    assertThat(read(HEAD + ",'prompt':null,'tag':null,'candidates':null,'attributes':{'a':null}}"))
        .isEqualTo(read(HEAD + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'input_tokens':-1 | 'input_tokens' is '-1'; give an integer from 0",
        "'input_tokens':'12' | 'input_tokens' is text; give an integer",
        "'input_tokens':99999999999 | 'input_tokens' is '99999999999'; give an integer from 0",
        "'prompt':7 | 'prompt' is a number; give text in quotes",
        "'candidates':[] | 'candidates' is empty; leave it out",
        "'candidates':'m' | 'candidates' is text; give an array of names",
        "'attributes':{'a':1} | 'attributes.a' is a number; give text in quotes",
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
