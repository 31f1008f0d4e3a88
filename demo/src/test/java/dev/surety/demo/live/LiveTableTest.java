package dev.surety.demo.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.JudgeStanding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTableTest {

  private static final List<String> MODELS =
      List.of("claude-3-5-sonnet-20240620", "gpt-4o", "gpt-4o-mini", "llama-3.1-8b-instruct");

  @Test
  void showsTargetSatisfactionCostAndShares() {
    List<String> lines = LiveTable.plain(snapshot());
    assertThat(lines.get(0))
        .isEqualTo("1:05  1,840 of 3,000 requests  44/s  decided in 3 ms (p50), 12 ms (p99)");
    assertThat(lines)
        .contains(
            "tenant     tier    target  satisfied          cost    all best  saved   queue"
                + "  served by",
            "acme       gold     79.0%   80.2%  +1.2    $0.1230     $0.9840    88%     0.4"
                + "  AAAABBCCCCCCCCCCCCCDD",
            "globex     silver   72.0%   71.0%  -1.0    $0.0110     $0.9840    99%    12.3"
                + "  CCCCCCCCCCCCCCCDDDDDD");
    assertThat(lines)
        .contains(
            "C gpt-4o-mini 66%   D llama-3.1-8b-instruct 20%   A claude-3-5-sonnet-20240620 10%"
                + "   B gpt-4o 4%",
            "* 0:31 gpt-4o costs $2.50/$10.00 from now on", "Flink web UI http://127.0.0.1:8081");
  }

  @Test
  void looksTheSameInColourOnceTheColoursAreTakenOff() {
    List<String> stripped =
        LiveTable.colored(snapshot()).stream()
            .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
            .toList();
    assertThat(stripped).isEqualTo(LiveTable.plain(snapshot()));
    assertThat(String.join("", LiveTable.colored(snapshot()))).contains("\u001b[32m", "\u001b[33m");
    assertThat(String.join("", LiveTable.plain(snapshot()))).doesNotContain("\u001b");
  }

  @Test
  void staysWithin100ColumnsAndAScreenHoweverLongTheNames() {
    List<String> models = IntStream.range(0, 60).mapToObj(i -> "m".repeat(50) + i).toList();
    List<Long> decisions = new ArrayList<>(Collections.nCopies(60, 1_000_000_000L));
    TenantLine wide =
        new TenantLine("t".repeat(40), "platinum-plus", 1, 1, 123456.7, 9876543, 99999, decisions);
    LiveSnapshot snapshot =
        new LiveSnapshot(
            Duration.ofHours(200),
            1_000_000_000,
            2_000_000_000,
            123456,
            12345,
            99999,
            models,
            Collections.nCopies(50, wide),
            new JudgeStanding(1_000_000_000, 1_000_000_000, 1e9, 1e9, 1e9, 1),
            Collections.nCopies(9, "e".repeat(300)),
            List.of("l".repeat(300)));
    List<String> lines = LiveTable.plain(snapshot);
    assertThat(lines).allMatch(line -> line.length() <= LiveTable.WIDTH);
    assertThat(lines).hasSizeLessThanOrEqualTo(22).contains("and 40 more tenants");
    assertThat(String.join("\n", lines)).contains("judge: 1,000,000,000 labels bought");
  }

  @Test
  void showsDashesBeforeTheFirstAnswer() {
    TenantLine fresh = new TenantLine("a", "gold", 0.8, Double.NaN, 0, 0, 0, List.of(0L, 0L));
    LiveSnapshot snapshot =
        new LiveSnapshot(
            Duration.ZERO,
            0,
            10,
            0,
            0,
            0,
            List.of("x", "y"),
            List.of(fresh),
            null,
            List.of(),
            List.of());
    assertThat(String.join("\n", LiveTable.plain(snapshot))).doesNotContain("NaN").contains(" - ");
  }

  @Test
  void writesNumbersTheSameWayInEveryCountry() {
    Locale before = Locale.getDefault();
    List<String> here = LiveTable.plain(snapshot());
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(LiveTable.plain(snapshot())).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void fillsABarExactly() {
    assertThat(ShareBar.apportion(List.of(1L, 1L, 1L), 10)).containsExactly(4, 3, 3);
    assertThat(ShareBar.apportion(List.of(0L, 5L), 26)).containsExactly(0, 26);
    assertThat(ShareBar.apportion(List.of(0L, 0L), 26)).containsExactly(0, 0);
    assertThat(ShareBar.render(List.of(0L, 0L), 5, Ink.PLAIN)).isEqualTo("     ");
  }

  static LiveSnapshot snapshot() {
    return new LiveSnapshot(
        Duration.ofSeconds(65),
        1840,
        3000,
        44,
        3.2,
        12.4,
        MODELS,
        List.of(
            new TenantLine(
                "acme", "gold", 0.79, 0.802, 0.123, 0.984, 0.41, List.of(120L, 50L, 380L, 70L)),
            new TenantLine(
                "globex", "silver", 0.72, 0.71, 0.011, 0.984, 12.3, List.of(0L, 0L, 430L, 180L))),
        null,
        List.of("0:31 gpt-4o costs $2.50/$10.00 from now on"),
        List.of("Flink web UI http://127.0.0.1:8081"));
  }
}
