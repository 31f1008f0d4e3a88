package dev.surety.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedDataTest {

  private static final SimulatedData DATA = SimulatedData.of(30_000, 7);
  private static final PublishedFacts FACTS = PublishedFacts.load();

  @Test
  void reproducesThePublishedScoreOfEveryModelInEveryDomain() {
    for (PublishedFacts.Domain domain : FACTS.domains()) {
      List<RoutingRow> rows = rowsOf(domain.name());
      for (int m = 0; m < FACTS.models().size(); m++) {
        int model = m;
        double score = FACTS.models().get(m).scores().get(domain.name()) / 100;
        double mean = rows.stream().mapToDouble(row -> row.quality(model)).average().orElseThrow();
        // 36 cells: four standard errors leave a chance of 0.2 % for a wrong alarm
        double error = 4 * Math.sqrt(score * (1 - score) / rows.size());
        assertThat(mean)
            .as("%s in %s", FACTS.models().get(m).name(), domain.name())
            .isCloseTo(score, within(error));
      }
    }
  }

  @Test
  void makesModelsFailOnTheSameQuestions() {
    List<RoutingRow> rows = rowsOf("gpqa");
    double both = rows.stream().mapToDouble(r -> r.quality(0) * r.quality(2)).average().orElse(0);
    double one = rows.stream().mapToDouble(r -> r.quality(0)).average().orElse(0);
    double other = rows.stream().mapToDouble(r -> r.quality(2)).average().orElse(0);
    double phi = (both - one * other) / Math.sqrt(one * (1 - one) * other * (1 - other));
    assertThat(phi).isBetween(0.3, 0.7);
  }

  @Test
  void makesHarderQuestionsLonger() {
    List<RoutingRow> rows = rowsOf("math");
    double typical = rows.stream().mapToInt(RoutingRow::promptChars).average().orElseThrow();
    double ofLong = meanQuality(rows.stream().filter(r -> r.promptChars() > typical).toList());
    double ofShort = meanQuality(rows.stream().filter(r -> r.promptChars() <= typical).toList());
    assertThat(ofLong).isLessThan(ofShort - 0.2);
  }

  @Test
  void keepsMeanAnswerLengthsAndListPrices() {
    for (PublishedFacts.Domain domain : FACTS.domains()) {
      for (int m = 0; m < FACTS.models().size(); m++) {
        int model = m;
        double wanted = FACTS.models().get(m).outputTokens().get(domain.name());
        double mean =
            rowsOf(domain.name()).stream().mapToInt(r -> r.outputTokens(model)).average().orElse(0);
        assertThat(mean).isCloseTo(wanted, within(0.06 * wanted));
      }
    }
    RoutingRow row = DATA.row(3);
    Price price = DATA.pool().get(0).price();
    assertThat(row.costUsd(0)).isEqualTo(price.costUsd(row.inputTokens(), row.outputTokens(0)));
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    SimulatedData again = SimulatedData.of(50, 7);
    SimulatedData other = SimulatedData.of(50, 8);
    for (int i = 0; i < 50; i++) {
      assertThat(again.row(i)).usingRecursiveComparison().isEqualTo(DATA.row(i));
    }
    assertThat(IntStream.range(0, 50).mapToObj(i -> other.row(i).prompt()))
        .isNotEqualTo(IntStream.range(0, 50).mapToObj(i -> again.row(i).prompt()).toList());
  }

  @Test
  void fillsEverySlotAndVariesItsPrompts() {
    long distinct = IntStream.range(0, 3000).mapToObj(i -> DATA.row(i).prompt()).distinct().count();
    assertThat(distinct).isGreaterThan(2400);
    assertThat(IntStream.range(0, 3000).mapToObj(i -> DATA.row(i).prompt()))
        .noneMatch(prompt -> prompt.matches("(?s).*\\{(int:|[a-z]+}).*"));
  }

  @Test
  void namesTheNewcomerAndThePriceChangeAndCitesEveryNumber() {
    assertThat(DATA.pool().get(DATA.newcomer()).name()).isEqualTo("gpt-4.1-mini");
    assertThat(DATA.pool().get(DATA.priceChange().model()).name()).isEqualTo("gpt-4o");
    assertThat(DATA.priceChange().price()).isEqualTo(new Price(2.5, 10));
    assertThat(DATA.priceChange().source()).startsWith("https://");
    assertThat(FACTS.models())
        .allSatisfy(
            model -> {
              assertThat(model.priceSource()).startsWith("https://");
              assertThat(model.scoreSource()).startsWith("https://");
            });
    assertThatThrownBy(() -> SimulatedData.of(0, 1)).hasMessageContaining("at least 1 row");
  }

  private static List<RoutingRow> rowsOf(String domain) {
    return IntStream.range(0, DATA.size())
        .mapToObj(DATA::row)
        .filter(row -> row.domain().equals(domain))
        .toList();
  }

  private static double meanQuality(List<RoutingRow> rows) {
    return rows.stream().mapToDouble(row -> row.quality(2)).average().orElseThrow();
  }
}
