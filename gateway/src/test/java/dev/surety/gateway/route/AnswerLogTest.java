package dev.surety.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.TenantTier;
import dev.surety.gateway.route.AnswerLog.Answered;
import org.junit.jupiter.api.Test;

class AnswerLogTest {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final Answered ANSWER = new Answered(ACME, "r", "d", "small");

  @Test
  void longIdsAreToldApartToTheLastLetter() {
    AnswerLog log = new AnswerLog(10);
    String id = "x".repeat(60_000);
    log.put(id + 'a', ANSWER);
    assertThat(log.find(ACME, id + 'a')).isEqualTo(ANSWER);
    assertThat(log.find(ACME, id + 'b')).isNull();
    assertThat(log.find(new TenantTier("other", "gold"), id + 'a')).isNull();
  }

  @Test
  void theOldestIsForgotten() {
    AnswerLog log = new AnswerLog(2);
    for (String id : new String[] {"1", "2", "3"}) {
      log.put(id, ANSWER);
    }
    log.put(null, ANSWER);
    assertThat(log.find(ACME, "1")).isNull();
    assertThat(log.find(ACME, "3")).isEqualTo(ANSWER);
  }
}
