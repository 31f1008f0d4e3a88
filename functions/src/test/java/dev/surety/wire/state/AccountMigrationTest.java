package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.engine.Account;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Sample;
import dev.surety.testing.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What an account of layout 2 has delivered is read from the books of its queue. */
class AccountMigrationTest {

  /** The same account as layout 2 has it: without what came with layout 3. */
  private static Account migrated(Account account) {
    byte[] now = Bytes.of(out -> AccountCodec.write(account, out));
    int added =
        Bytes.of(
                out -> {
                  CompactNumbers.writeCount(account.infeasibleDecisions, out);
                  out.writeShort(account.incumbent);
                  DeliveryCodec.write(account, out);
                })
            .length;
    byte[] then = Arrays.copyOf(now, now.length - added);
    then[0] = 2;
    return Bytes.read(then, AccountCodec::read);
  }

  private static Account booked(long samples, long labels, double sum, double squares) {
    Account account = new Account();
    account.samples = samples;
    account.labels = labels;
    account.satisfactionSum = sum;
    account.satisfactionSquares = squares;
    return account;
  }

  @Test
  void judgementsCountAsTheyDid() {
    Account account = booked(200, 200, 180, 180);
    account.bookedTarget = 5 * 200 * 0.92; // each booked for five answers
    account.bookedSatisfaction = 5 * 180;
    account.catchingUp = true;
    account.catchingUpDecisions = 7;
    Account read = migrated(account);

    Interval interval = read.delivery.interval();
    assertThat(interval.mean()).isCloseTo(0.9, within(1e-12));
    assertThat(interval.count()).isEqualTo(200);
    assertThat(read.delivery.floor(0)).isCloseTo(0.92, within(1e-12));
    assertThat(read.catchingUp).isTrue();
    assertThat(read.infeasible).isFalse();
    assertThat(read.catchingUpDecisions).isEqualTo(7);
    assertThat(read.infeasibleDecisions).isZero();
  }

  /** Of a thousand predictions and ten judgements, ten answers are known. */
  @Test
  void predictionsProveNothing() {
    Account account = booked(1000, 10, 900, 811);
    account.bookedTarget = 920;
    account.bookedSatisfaction = 900;
    Account read = migrated(account);

    assertThat(read.delivery.labels()).isEqualTo(10);
    assertThat(read.delivery.interval().count()).isEqualTo(10);
    assertThat(read.delivery.floor(0)).isCloseTo(0.92, within(1e-12));
    assertThat(migrated(booked(1000, 0, 900, 811)).delivery.interval()).isEqualTo(Interval.NONE);
  }

  @Test
  void silenceKeepsTheSpreadOfItsValues() {
    Account account = booked(1000, 100, 900, 3000);
    account.bookedTarget = 920;
    account.bookedSatisfaction = 900;
    Account read = migrated(account);

    Sample closed = read.delivery.closed;
    assertThat(closed.count).isEqualTo(1000);
    assertThat(closed.labels).isEqualTo(100);
    Interval interval = read.delivery.interval();
    assertThat(interval.high() - interval.low()).isGreaterThan(0.15);
  }
}
