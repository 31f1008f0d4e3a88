package dev.surety.policy.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.Policies;
import dev.surety.testing.Taggers;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TaggerArtefactTest {

  private final Tagger tagger = Taggers.ofWords("add these numbers", "write a poem");
  private final String payload = TaggerArtefact.write(tagger);

  @Test
  void whatIsWrittenReadsBack() {
    assertThat(TaggerArtefact.read(payload)).usingRecursiveComparison().isEqualTo(tagger);
    Tagger other = Taggers.ofEmbeddings(384, 16, 1);
    assertThat(TaggerArtefact.read(TaggerArtefact.write(other)))
        .usingRecursiveComparison()
        .isEqualTo(other);
  }

  @Test
  void itIsRefusedOnArrivalWithWhatIsWrong() {
    assertRefused("weights", "it is not JSON");
    assertRefused("", "it is no JSON object");
    assertRefused("[]", "it is no JSON object");
    assertRefused("{}", "'format' must be a whole number");
    assertRefused(payload.replace("\"format\":1", "\"format\":2"), "has format 2");
    assertRefused(payload.replace("\"words\"", "\"images\""), "neither words nor embedding");
    assertRefused(payload.replace("\"dimensions\":4096", "\"dimensions\":2048"), "must be 4096");
    assertRefused(payload.replace("\"buckets\":2", "\"buckets\":1"), "from 2 to 64");
    assertRefused(payload.replace("\"buckets\":2", "\"buckets\":3"), "fewer than 12288");
    assertRefused(payload.replace("\"scales\":[", "\"scales\":[-"), "number from 0 to 1e9");
    assertRefused(payload.replace("\"scales\":[", "\"scales\":[1,"), "each of 2 buckets");
    assertRefused(payload.replace("\"crc32\":", "\"crc32\":1"), "changed or cut");
    assertRefused(payload.replace("\"centroids\":\"", "\"centroids\":\"!"), "cannot be read");
    assertRefused(payload + "{}", "it is not JSON");
    assertRefused(payload + " ".repeat(TaggerArtefact.MOST_CHARS), "at most 64 are taken");
  }

  /** A small payload must not unpack to gigabytes. */
  @Test
  void whatUnpacksToMoreThanItSaysIsRefused() {
    Tagger large = Taggers.ofEmbeddings(4096, 4, 1);
    String packed = TaggerArtefact.write(large).replace("\"dimensions\":4096", "\"dimensions\":7");
    assertRefused(packed, "more than 28");
  }

  @Property(tries = 200)
  void anyChangedCharacterIsRefusedOrChangesNoTag(@ForAll @IntRange(max = 1 << 16) int at) {
    int i = at % payload.length();
    char other = payload.charAt(i) == '7' ? '8' : '7';
    String changed = payload.substring(0, i) + other + payload.substring(i + 1);
    try {
      Tagger read = TaggerArtefact.read(changed);
      assertThat(read.steps()).isEqualTo(tagger.steps());
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("tagger").hasMessageNotContaining("\n");
    }
  }

  private static void assertRefused(String text, String why) {
    ArtefactUpdate artefact = new ArtefactUpdate(TaggerArtefact.KIND, "t", 1, text);
    assertThatThrownBy(() -> Policies.check(artefact))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }
}
