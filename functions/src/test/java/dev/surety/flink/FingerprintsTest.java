package dev.surety.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  @Property(tries = 50)
  void hasAllThatWasAddedSinceItWasEmptied(@ForAll @LongRange(min = 0) long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    Fingerprints prints = new Fingerprints();
    for (int round = 0; round < 4; round++) {
      Set<String> added = new HashSet<>();
      for (int n = chance.nextInt(2_000); n > 0; n--) {
        String text = "r" + chance.nextInt(3_000);
        prints.add(text);
        added.add(text);
      }
      assertThat(added).allMatch(prints::mayHave);
      prints.clear();
      assertThat(added).noneMatch(prints::mayHave);
    }
  }

  /** Numbered names, as most are, differ in their hashes. */
  @Test
  void whatWasNotAddedIsNotThere() {
    Fingerprints prints = new Fingerprints();
    for (int i = 0; i < 10_000; i++) {
      prints.add("b7e1c0de-" + i);
    }
    int wrong = 0;
    for (int i = 10_000; i < 100_000; i++) {
      wrong += prints.mayHave("b7e1c0de-" + i) ? 1 : 0;
    }
    assertThat(wrong).isLessThan(10);
    assertThat(prints.bytes()).isLessThan(11 * 10_000);
  }

  @Test
  void aTextWhoseHashIsNothingIsKeptToo() {
    Fingerprints prints = new Fingerprints();
    assertThat(prints.mayHave("")).isFalse();
    prints.add("");
    assertThat(prints.mayHave("")).isTrue();
  }
}
