package dev.surety.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of a key's standings counts. */
class StandingsTest {

  private static final TenantTier KEY = Requests.KEY;

  private final Standings standings = new Standings();

  private static Standing standing(long seq, String best) {
    return Standing.builder(KEY, 1, seq).policy("surety").best(best).build();
  }

  private String best() {
    return standings.of(KEY) == null ? null : standings.of(KEY).best();
  }

  /** The router was restored from a savepoint of long ago and counts on from there. */
  @Test
  void afterARestoreALowerSeqCounts() {
    standings.put(standing(5_000, "stale"), 0, 1_000);
    standings.put(standing(12, "restored"), 0, 2_000);

    assertThat(best()).isEqualTo("restored");
  }

  /** Whatever clock the restored router's machine has: a partition's order is the truth. */
  @Test
  void inAPartitionTheOrderCountsAndNotTheTime() {
    standings.put(standing(5_000, "stale"), 0, 2_000);
    standings.put(standing(12, "restored"), 0, 1_000);

    assertThat(best()).isEqualTo("restored");
  }

  /** Partitions were added: the key's old standing stays for ever in the partition it left. */
  @Test
  void ofTwoPartitionsTheLaterRecordCountsInWhateverOrderTheyAreRead() {
    standings.put(standing(12, "now"), 7, 2_000);
    standings.put(standing(5_000, "stale"), 0, 1_000);
    assertThat(best()).isEqualTo("now");
    standings.forget(KEY.key(), 0, 1_500);
    assertThat(best()).isEqualTo("now");
    standings.put(standing(13, "next"), 7, 3_000);
    assertThat(best()).isEqualTo("next");
    standings.forget(KEY.key(), 7, 4_000);
    assertThat(best()).isNull();
  }

  /** A topic of any history, read with its partitions interleaved in any way. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theLastOfTheTopicCounts(int seed) {
    Random random = new Random(seed);
    int partitions = 1 + random.nextInt(3);
    List<List<Integer>> topic = new ArrayList<>();
    IntStream.range(0, partitions).forEach(p -> topic.add(new ArrayList<>()));
    int records = 1 + random.nextInt(40);
    List<Integer> turns = new ArrayList<>();
    for (int at = 0, partition = 0; at < records; at++) {
      partition = random.nextInt(20) == 0 ? random.nextInt(partitions) : partition;
      topic.get(partition).add(at);
      turns.add(partition);
    }
    Collections.shuffle(turns, random);

    for (int partition : turns) {
      int at = topic.get(partition).remove(0);
      standings.put(standing(random.nextInt(1_000), "at-" + at), partition, at);
    }

    assertThat(best()).isEqualTo("at-" + (records - 1));
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** A tenant without traffic has no standing of the outage; another one's tells of it. */
  @Test
  void whatIsOpenIsByTheNewestStandingOfAnybody() {
    standings.put(standing(1, "dead"), 0, 1_000);
    TenantTier other = new TenantTier("other", "gold");
    standings.put(
        Standing.builder(other, 1, 1)
            .policy("surety")
            .best("alive")
            .open(java.util.List.of("dead"))
            .build(),
        1,
        2_000);
    assertThat(standings.of(KEY).open()).containsExactly("dead");
    assertThat(best()).isEqualTo("dead");

    standings.put(Standing.builder(other, 1, 2).policy("surety").best("dead").build(), 1, 3_000);
    assertThat(standings.of(KEY).open()).isEmpty();
  }
}
