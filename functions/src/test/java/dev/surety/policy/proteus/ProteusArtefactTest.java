package dev.surety.policy.proteus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.testing.TrainedModels;
import org.junit.jupiter.api.Test;

class ProteusArtefactTest {

  private final TrainedProteus model = TrainedModels.three(1);
  private final String payload = ProteusArtefact.write(model);

  @Test
  void whatIsWrittenReadsBackBitByBit() {
    ProteusArtefact read = ProteusArtefact.read(payload);
    assertThat(read.model()).usingRecursiveComparison().isEqualTo(model);
    assertThat(read.checksum()).hasSize(64);
    assertThat(ProteusArtefact.write(read.model())).isEqualTo(payload);
  }

  @Test
  void anyChangeOfTheContentIsRefused() {
    int start = payload.indexOf("\"content\"") + 20;
    for (int i = start; i < payload.length() - 2; i += 37) {
      char other = payload.charAt(i) == 'A' ? 'B' : 'A';
      String changed = payload.substring(0, i) + other + payload.substring(i + 1);
      assertThatThrownBy(() -> ProteusArtefact.read(changed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the proteus artefact cannot be used");
    }
    assertRefused(payload.replace("\"gamma\":4.0", "\"gamma\":5.0"), "does not have its checksum");
  }

  @Test
  void aNewerFormatIsToldFromABrokenOne() {
    assertRefused(payload.replace("{\"format\":1", "{\"format\":2"), "has format 2");
  }

  @Test
  void whatIsNoArtefactIsRefusedInOneLine() {
    assertRefused("weights", "it is not JSON");
    assertRefused("[]", "no JSON object");
    assertRefused("{}", "format, sha256 or content is missing");
    assertRefused(payload.substring(0, payload.length() / 2), "it is not JSON");
    assertRefused(payload + "{}", "something follows it");
  }

  @Test
  void aContentThatDoesNotHoldTogetherIsRefusedWhateverItsChecksum() {
    assertUnusable("\"gamma\":4.0", "\"gamma\":9.0", "gamma is no number from 2.0 to 8.0");
    assertUnusable("\"words\":64", "\"words\":63", "words is no power of two");
    assertUnusable("\"words\":64", "\"words\":128", "its layers do not fit together");
    assertUnusable("\"easy\",\"hard\"", "\"easy\",\"easy\"", "tags has a name twice");
    assertUnusable("\"easy\",\"hard\"", "\"easy\"", "its layers do not fit together");
    assertUnusable("\"usual\"", "\"worst\"", "cost_basis is neither");
    assertUnusable("\"outputs\":2", "\"outputs\":3", "policy_out has not the size it says");
  }

  private void assertUnusable(String part, String otherwise, String why) {
    String content = ProteusContent.write(model);
    assertThat(content).contains(part);
    assertRefused(ProteusArtefact.sealed(content.replace(part, otherwise)), why);
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> ProteusArtefact.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }
}
