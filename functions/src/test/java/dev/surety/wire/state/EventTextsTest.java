package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Bytes;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Texts of events that are read one after the other: found again, and never another's. */
class EventTextsTest {

  private final EventTexts texts = new EventTexts();

  /** Any characters, also those that Java's own form of UTF-8 has in another way than UTF-8. */
  @Property(tries = 200)
  void everyEventIsReadAsItWasWritten(
      @ForAll @NotEmpty @Size(max = 40) List<@StringLength(max = 300) String> said) {
    for (String any : said) {
      String text = whole(any);
      RoutingRequest request =
          RoutingRequest.builder(any, key(text), text.length())
              .prompt(text)
              .tag(text)
              .candidates(List.of(text, "small"))
              .conversationId(text)
              .pinnedModel(text)
              .build();
      byte[] bytes = Bytes.of(out -> TenantEventCodec.write(request, out));

      assertThat(read(bytes)).isEqualTo(request);
      assertThat(Bytes.of(out -> TenantEventCodec.write(read(bytes), out))).isEqualTo(bytes);
    }
  }

  /** More tags and tiers than there are places, in turn. */
  @Example
  void aTextThatAnotherHasTakenThePlaceOfIsMadeAnew() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 2_000; i++) {
        RoutingRequest request =
            RoutingRequest.builder("r", new TenantTier("acme", "tier-" + i), 5)
                .tag("tag-" + i)
                .build();

        assertThat(read(Bytes.of(out -> TenantEventCodec.write(request, out)))).isEqualTo(request);
      }
    }
  }

  @Example
  void tiersAndTagsThatComeAgainAreTheSameTexts() {
    RoutingRequest request =
        RoutingRequest.builder("r", new TenantTier("acme", "gold"), 5).tag("code").build();
    byte[] bytes = Bytes.of(out -> TenantEventCodec.write(request, out));
    RoutingRequest first = (RoutingRequest) read(bytes);
    RoutingRequest second = (RoutingRequest) read(bytes);

    assertThat(second.tag()).isSameAs(first.tag());
    assertThat(second.key().tier()).isSameAs(first.key().tier());
    assertThat(second.key().key()).isSameAs(second.key().key()).isEqualTo("acme/gold");
  }

  /** Where one text ends and the next begins is part of what is compared. */
  @Example
  void keysWhoseTextsMakeTheSameWordAreTwo() {
    for (TenantTier key :
        List.of(new TenantTier("ab", "c"), new TenantTier("a", "bc"), new TenantTier("ab", "c"))) {
      assertThat(read(Bytes.of(out -> TenantEventCodec.write(RoutingRequest.of("r", key, 5), out))))
          .isEqualTo(RoutingRequest.of("r", key, 5));
    }
  }

  private TenantEvent read(byte[] bytes) {
    return Bytes.read(bytes, in -> TenantEventCodec.readNext(in, texts));
  }

  /** Half a surrogate pair, which ids alone may have here, is no text in UTF-8. */
  private static String whole(String text) {
    return text.replaceAll("[\\ud800-\\udfff]", "-") + "\ud83d\ude00";
  }

  /** A tenant of that name, as far as a tenant may have it. */
  private static TenantTier key(String text) {
    StringBuilder name = new StringBuilder("t");
    for (int i = 0; i < Math.min(text.length(), 100); i++) {
      char c = text.charAt(i);
      name.append(c == '/' || Character.isISOControl(c) || Character.isSurrogate(c) ? '-' : c);
    }
    return new TenantTier(name.toString(), "gold");
  }
}
