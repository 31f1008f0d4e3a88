package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.engine.Account;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeyRankingTest {

  /** Also where many are equal, and however keys are spread over the readers. */
  @Property(tries = 100)
  void whoeverIsAmongTheFirstOfAllIsTakenByTheReaderThatMeetsIt(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int most) {
    SplittableRandom chance = new SplittableRandom(seed);
    List<KeyRanking> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      readers.add(new KeyRanking(account -> account.queue, most));
    }
    record Key(String name, double queue) {}
    List<Key> keys = new ArrayList<>();
    List<Key> taken = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Account account = new Account();
      account.queue = chance.nextInt(10);
      Key key = new Key("tenant-" + chance.nextInt(1_000_000) + "-" + i, account.queue);
      keys.add(key);
      if (readers.get(chance.nextInt(3)).takes(key.name(), account)) {
        taken.add(key);
      }
    }
    keys.sort(Comparator.comparingDouble(Key::queue).reversed().thenComparing(Key::name));

    assertThat(taken).containsAll(keys.subList(0, most));
  }
}
