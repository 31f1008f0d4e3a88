package dev.surety.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.evaluate.TinyData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a tenant is expected to meet is what it meets. */
class TenantNatureTest {

  @TempDir private Path folder;
  private RoutingData data;

  @BeforeEach
  void read() throws IOException {
    data = RoutingData.read(TinyData.write(folder));
  }

  @ParameterizedTest
  @EnumSource(TenantKind.class)
  void itsRowsAndOpinionsHaveTheMeansItIsJudgedBy(TenantKind kind) {
    NatureDraw draw = new NatureDraw(DomainRows.of(data), 7);
    for (int tenant = 0; tenant < 6; tenant++) {
      TenantNature nature = draw.next(kind, tenant, drawn -> true);
      SplittableRandom random = new SplittableRandom(tenant);
      double[] quality = new double[3];
      double[] cost = new double[3];
      int requests = 40_000;
      for (int t = 0; t < requests; t++) {
        int row = nature.row(random.nextDouble(), random.nextDouble());
        for (int m = 0; m < 3; m++) {
          quality[m] += nature.quality(data.row(row), m, random.nextDouble()) / requests;
          cost[m] += data.row(row).costUsd(m) / requests;
        }
      }
      assertThat(quality).containsExactly(nature.quality(), within(0.015));
      assertThat(cost).containsExactly(nature.costUsd(), within(1e-9));
    }
  }

  @Test
  void kindsDifferAsTheirNamesSay() {
    NatureDraw draw = new NatureDraw(DomainRows.of(data), 3);
    TenantNature same = draw.next(TenantKind.SAME, 0, drawn -> true);
    assertThat(same.quality()).containsExactly(new double[] {0.5, 0.9, 0}, within(1e-12));
    TenantNature alien =
        draw.next(TenantKind.ALIEN, 2, drawn -> drawn.quality()[2] > drawn.quality()[1]);
    assertThat(alien.quality()[2]).isGreaterThan(0.4);
    TenantNature hostile = draw.next(TenantKind.HOSTILE, 0, drawn -> true);
    assertThat(hostile.told(1)).isZero();
    assertThat(same.told(1)).isEqualTo(1);
  }

  @Test
  void hindsightsSharesCostWhatHindsightCosts() {
    NatureDraw draw = new NatureDraw(DomainRows.of(data), 11);
    for (int tenant = 0; tenant < 50; tenant++) {
      TenantNature nature = draw.next(TenantKind.PECULIAR, tenant, TenantNature::hasRoom);
      double target = nature.between(0.6);
      double cost = 0;
      double quality = 0;
      double shares = 0;
      for (int m = 0; m < 3; m++) {
        double share = nature.hindsightShare(m, target);
        shares += share;
        cost += share * nature.costUsd()[m];
        quality += share * nature.quality()[m];
      }
      assertThat(shares).isCloseTo(1, within(1e-9));
      assertThat(quality).isGreaterThanOrEqualTo(target - 1e-9);
      assertThat(cost).isCloseTo(nature.references(-1).lp(target).costUsd(), within(1e-12));
    }
  }
}
