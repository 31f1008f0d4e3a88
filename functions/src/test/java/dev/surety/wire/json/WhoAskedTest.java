package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Refusal;
import dev.surety.domain.TenantTier;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code '} stands for {@code "}. */
class WhoAskedTest {

  private static final byte[] KEY = "acme/gold".getBytes(UTF_8);
  private static final WhoAsked R1 = new WhoAsked(new TenantTier("acme", "gold"), "r-1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Well-formed JSON that is no request.
        "{'request_id':'r-1','tenant':'acme','tier':'gold','time':'yesterday'}",
        "{'request_id':'r-1','tenant':'acme','tier':'gold'}",
        "{'request_id':'r-1','tenant':7,'tier':'gold'}",
        "{'request_id':'r-1','tenant':'ac/me','tier':'gold'}",
        "{'request_id':'r-1'}",
        "{'attributes':{'request_id':'other'},'request_id':'r-1','candidates':[]}",
        "{'prompt':'\\'request_id\\':\\'other\\'','request_id':'r-1','candidates':[]}",
        "{'request_id':'r-1','request_id':'other'}",
        "{'request_id':'r\\u002d1','tenant':'acme','tier':'gold'}",
        // JSON that breaks off, before or behind.
        "{'request_id':'r-1','prompt':'cut",
        "{'request_id' : 'r-1', 'prompt': tru",
        "{'prompt': broken, 'request_id' : 'r-1','tenant':'acme','tier':'gold'}",
        "{'prompt':'he said 'hi'!','request_id':\n'r-1'}",
        "{'a':1,,'request_id':'r-1'}",
        "'request_id':'r-1'",
        "[{'request_id':'r-1'}]",
        "{'request_id':'r-1'}{}"
      })
  void isReadAsFarAsItGoes(String text) {
    assertThat(WhoAsked.of(KEY, text.replace('\'', '"').getBytes(UTF_8))).isEqualTo(R1);
  }

  @Test
  void bytesThatAreNotUtf8DoNotHideIt() {
    byte[] latin = "{\"prompt\":\"größer\",\"request_id\":\"r-1\"}".getBytes(ISO_8859_1);

    assertThat(WhoAsked.of(KEY, latin)).isEqualTo(R1);
  }

  @Test
  void theRecordsOwnTenantCountsBeforeItsKey() {
    byte[] own = "{\"request_id\":7,\"tenant\":\"globex\",\"tier\":\"free\"}".getBytes(UTF_8);

    assertThat(WhoAsked.of(KEY, own))
        .isEqualTo(new WhoAsked(new TenantTier("globex", "free"), "7"));
    assertThat(WhoAsked.of(null, own)).isEqualTo(WhoAsked.of(KEY, own));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{'request_id':''}", "{'request_id':null}", "{'request_id':['r-1']}"})
  void withoutAnIdNobodyCanBeTold(String text) {
    assertThat(WhoAsked.of(KEY, text.replace('\'', '"').getBytes(UTF_8))).isNull();
    assertThat(WhoAsked.of(KEY, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme", "/", "acme/", "acme/gold/x", "\ufffd/gold"})
  void withoutAKeyNobodyCanBeTold(String key) {
    byte[] value = "{\"request_id\":\"r-1\"}".getBytes(UTF_8);

    assertThat(WhoAsked.of(key.getBytes(UTF_8), value)).isNull();
    assertThat(WhoAsked.of(null, value)).isNull();
  }

  /** JSON can say half a surrogate pair, and UTF-8 cannot: nobody could be told. */
  @Test
  void halfACharacterIsNoName() {
    byte[] id = "{\"request_id\":\"\\ud800\"}".getBytes(UTF_8);
    byte[] tier = "{\"request_id\":\"r-1\",\"tenant\":\"a\",\"tier\":\"\\udc00\"}".getBytes(UTF_8);

    assertThat(WhoAsked.of(KEY, id)).isNull();
    assertThat(WhoAsked.of(KEY, tier)).isEqualTo(R1);
  }

  @Property(tries = 3000)
  void noBytesMakeItFail(@ForAll byte[] key, @ForAll byte[] value) throws MalformedRecord {
    canBeTold(WhoAsked.of(key, value));
  }

  @Property(tries = 2000)
  void whoeverIsFoundCanBeTold(@ForAll String id, @ForAll String tenant, @ForAll String tier)
      throws MalformedRecord {
    byte[] json =
        JsonRecord.write(
            out -> out.text("request_id", id).text("tenant", tenant).text("tier", tier));
    canBeTold(WhoAsked.of(KEY, json));
    canBeTold(WhoAsked.of(KEY, Arrays.copyOf(json, json.length - 1)));
  }

  private static void canBeTold(WhoAsked who) throws MalformedRecord {
    if (who != null) {
      Refusal refusal = new Refusal(who.requestId(), who.key(), "malformed", "", 0);
      assertThat(DecisionJson.read(new DecisionJson.Writer().write(refusal))).isEqualTo(refusal);
    }
  }
}
