package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSchedule;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RecurringPrice;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a model costs at a time: a pure fold over its versions, whatever came when. */
class PricesOverTimeTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long NOW = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final ModelSpec MODEL = Pools.model(CHEAP, 1);

  private Configuration configuration = new Configuration();

  /** As {@code control put} and the job do: what is refused has no effect. */
  private String put(ControlUpdate update, long publishedAt) {
    ControlUpdate published = update.published(publishedAt);
    String refusal = Versions.refusal(configuration.known(update.subject()), published);
    if (refusal == null) {
      configuration.put(published);
    }
    return refusal;
  }

  private static ModelUpdate version(long version, double price) {
    return new ModelUpdate(Pools.version(Pools.priced(MODEL, price), version));
  }

  private static ModelUpdate version(long version, double price, long effectiveAt) {
    return new ModelUpdate(
        Pools.from(Pools.version(Pools.priced(MODEL, price), version), effectiveAt));
  }

  private static ModelUpdate scheduled(ModelUpdate update, long until, RecurringPrice... calendar) {
    ModelSpec m = update.model();
    return new ModelUpdate(
        m.toBuilder()
            .schedule(new ModelSchedule(until, Long.MIN_VALUE, List.of(calendar)))
            .build());
  }

  private Double priceAt(long time) {
    List<ModelSpec> pool = configuration.pools().at(time);
    return pool.isEmpty() ? null : pool.get(0).inputUsdPerMtok();
  }

  private static double price(int version) {
    return 1 + version % 3;
  }

  /** A 17th version deleted the price in force, and the model left the pool. */
  @Test
  void aWeekOfPeakAndOffPeakVersionsAnnouncedAheadKeepsThePriceInForce() {
    put(version(1, price(1)), NOW);
    for (int i = 2; i <= 170; i++) {
      assertThat(put(version(i, price(i), NOW + (i - 1) * HOUR), NOW + i)).isNull();
    }

    assertThat(priceAt(NOW)).isEqualTo(price(1));
    for (int i = 2; i <= 170; i++) {
      assertThat(priceAt(NOW + (i - 1) * HOUR)).isEqualTo(price(i));
    }
  }

  @Test
  void tooManyAnnouncedVersionsAreRefusedAndNoneIsLost() {
    put(version(1, 1), NOW);
    int taken = 0;
    for (int i = 2; i <= 400; i++) {
      taken += put(version(i, price(i), NOW + i * HOUR), NOW) == null ? 1 : 0;
    }
    assertThat(taken).isEqualTo(Versions.MOST_AHEAD);
    assertThat(priceAt(NOW)).isEqualTo(1);
    assertThat(configuration.pools().announced(NOW)).hasSize(Versions.MOST_AHEAD);
  }

  /** Usage is priced as of its request. */
  @Test
  void pricesOfTheLastMonthAreKeptAndTheirNumberIsBounded() {
    for (int i = 0; i < 400; i++) {
      put(version(i + 1, price(i)), NOW + i * HOUR);
    }
    long last = NOW + 399 * HOUR;

    assertThat(configuration.known(version(1, 1).subject())).hasSize(Versions.MOST_PAST);
    for (int back = 0; back < Versions.MOST_PAST; back++) {
      assertThat(priceAt(last - back * HOUR)).isEqualTo(price(399 - back));
    }
    for (int i = 0; i < 40; i++) {
      put(version(401 + i, price(i)), last + (i + 1) * 10 * DAY);
    }
    assertThat(configuration.known(version(1, 1).subject()))
        .as("ten days apart: more than the last month has")
        .hasSize(Versions.KEPT);
  }

  /** They were 16 versions like others, and pushed it out. */
  @Test
  void pricesThatWaitAndPromotionsThatAreOverPushNothingOutAndAreBounded() {
    put(version(1, 1), NOW);
    for (int i = 0; i < 200; i++) {
      put(version(2 + 2 * i, 50 + i % 7), NOW + i * HOUR);
      ModelUpdate promotion = version(3 + 2 * i, 0.5, NOW + i * HOUR + 1);
      put(scheduled(promotion, NOW + i * HOUR + 2), NOW + i * HOUR);
    }
    long last = NOW + 199 * HOUR;

    assertThat(priceAt(last)).isEqualTo(1);
    assertThat(priceAt(last + 1)).isEqualTo(0.5);
    assertThat(priceAt(last + 2)).isEqualTo(1);
    assertThat(configuration.pools().unconfirmedPrices()).isZero();
    assertThat(configuration.known(version(1, 1).subject()))
        .hasSizeLessThan(Versions.MOST_PAST + Versions.KEPT + 3);
  }

  @Test
  void aCutAnnouncedForLaterIsNotCancelledByALaterVersion() {
    put(version(1, 1), NOW);
    put(version(2, 0.5, NOW + DAY), NOW + 1);
    put(version(3, 0.9), NOW + 2);

    assertThat(priceAt(NOW + 1)).isEqualTo(1);
    assertThat(priceAt(NOW + 2)).isEqualTo(0.9);
    assertThat(priceAt(NOW + DAY)).isEqualTo(0.5);
    put(version(4, 0.8, NOW + HOUR), NOW + 3);
    assertThat(priceAt(NOW + HOUR)).isEqualTo(0.8);
    assertThat(priceAt(NOW + DAY)).isEqualTo(0.5);
    put(version(5, 0.7), NOW + 2 * DAY);
    assertThat(priceAt(NOW + 2 * DAY)).isEqualTo(0.7);
  }

  @Test
  void aGreaterVersionForTheSameTimeAndARemovalTakeAnAnnouncementBack() {
    put(version(1, 1), NOW);
    put(version(2, 0.5, NOW + DAY), NOW + 1);
    put(version(3, 1, NOW + DAY), NOW + 2);
    assertThat(priceAt(NOW + DAY)).isEqualTo(1);

    put(version(4, 0.5, NOW + 3 * DAY), NOW + 3);
    put(new ModelRemoved(CHEAP, 5), NOW + DAY);
    assertThat(priceAt(NOW + DAY - 1)).isEqualTo(1);
    assertThat(priceAt(NOW + DAY)).isNull();
    assertThat(priceAt(NOW + 3 * DAY)).isNull();
    assertThat(configuration.pools().announced(NOW)).isEmpty();
    put(version(6, 2), NOW + 2 * DAY);
    assertThat(priceAt(NOW + 3 * DAY)).isEqualTo(2);
  }

  @Test
  void aPromotionEndsByItsDateAndWhatWasBeforeIsBack() {
    put(version(1, 1), NOW);
    put(scheduled(version(2, 0.2, NOW + DAY), NOW + 3 * DAY), NOW + 1);

    assertThat(priceAt(NOW + DAY - 1)).isEqualTo(1);
    assertThat(priceAt(NOW + DAY)).isEqualTo(0.2);
    assertThat(priceAt(NOW + 3 * DAY - 1)).isEqualTo(0.2);
    assertThat(priceAt(NOW + 3 * DAY)).isEqualTo(1);
    assertThat(configuration.pools().announced(NOW))
        .extracting(ModelSpec::version, ModelSpec::effectiveAt)
        .containsExactly(tuple(2L, NOW + DAY), tuple(1L, NOW + 3 * DAY));
    for (int i = 3; i < 40; i++) {
      put(version(i, 1.5, NOW + 100 * DAY + i), NOW + 2);
    }
    assertThat(priceAt(NOW + 3 * DAY)).as("under a promotion").isEqualTo(1);
  }

  @Test
  void aPromotionThatEndsBeforeItBeginsAndAnotherContentOfAVersionAreRefused() {
    put(version(1, 1), NOW);

    assertThat(put(scheduled(version(2, 0.2, NOW + DAY), NOW + DAY), NOW))
        .contains("effective_until");
    assertThat(put(version(1, 2), NOW)).contains("version 1 already, with other content");
    assertThat(put(version(1, 1), NOW + 1)).isNull();
    assertThat(priceAt(NOW)).isEqualTo(1);
  }

  private static final int WEEKDAYS = 0x1f;

  private static RecurringPrice peak(int days, String zone, double price) {
    return new RecurringPrice(days, 8 * 60, 20 * 60, ZoneId.of(zone), price, 4 * price);
  }

  @Test
  void recurringPricesHoldAtTheirHours() {
    put(scheduled(version(1, 1), Long.MAX_VALUE, peak(WEEKDAYS, "UTC", 2)), NOW);
    long monday = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    for (int hour = 0; hour < 24 * 21; hour++) {
      boolean isPeak = hour % 24 >= 8 && hour % 24 < 20 && hour / 24 % 7 < 5;
      assertThat(priceAt(monday + hour * HOUR)).isEqualTo(isPeak ? 2 : 1);
      assertThat(priceAt(monday + (hour + 1) * HOUR - 1)).isEqualTo(isPeak ? 2 : 1);
    }
    assertThat(priceAt(Long.MIN_VALUE)).isEqualTo(1);
    assertThat(priceAt(Long.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void hoursOverMidnightBelongToTheDayOnWhichTheyBegin() {
    int friday = 1 << 4;
    RecurringPrice night = new RecurringPrice(friday, 22 * 60, 6 * 60, ZoneOffset.UTC, 0.5, 2);
    put(scheduled(version(1, 1), Long.MAX_VALUE, night), NOW);

    assertThat(priceAt(Instant.parse("2026-03-06T21:59:59Z").toEpochMilli())).isEqualTo(1);
    assertThat(priceAt(Instant.parse("2026-03-06T22:00:00Z").toEpochMilli())).isEqualTo(0.5);
    assertThat(priceAt(Instant.parse("2026-03-07T05:59:59Z").toEpochMilli())).isEqualTo(0.5);
    assertThat(priceAt(Instant.parse("2026-03-07T06:00:00Z").toEpochMilli())).isEqualTo(1);
    assertThat(priceAt(Instant.parse("2026-03-06T02:00:00Z").toEpochMilli())).isEqualTo(1);
  }

  @Test
  void calendarsGoByTheClocksOfTheirZone() {
    put(
        scheduled(
            version(1, 1), Long.MAX_VALUE, peak(RecurringPrice.EVERY_DAY, "Europe/Berlin", 2)),
        NOW);
    // 2026-03-29: from +01:00 to +02:00.
    assertThat(priceAt(Instant.parse("2026-03-28T07:00:00Z").toEpochMilli())).isEqualTo(2);
    assertThat(priceAt(Instant.parse("2026-03-29T05:59:59Z").toEpochMilli())).isEqualTo(1);
    assertThat(priceAt(Instant.parse("2026-03-29T06:00:00Z").toEpochMilli())).isEqualTo(2);
    assertThat(priceAt(Instant.parse("2026-03-29T18:00:00Z").toEpochMilli())).isEqualTo(1);
  }

  @Test
  void aCalendarFarOffTheListWaitsToBeConfirmed() {
    put(version(1, 1), NOW);
    ModelUpdate wild = scheduled(version(2, 1), Long.MAX_VALUE, peak(WEEKDAYS, "UTC", 11));
    put(wild, NOW + 1);
    assertThat(configuration.pools().unconfirmed())
        .extracting(ModelSpec::version)
        .containsExactly(2L);
    ModelSpec confirmed = Pools.confirmed(Pools.version(Pools.priced(MODEL, 1), 3));
    put(scheduled(new ModelUpdate(confirmed), Long.MAX_VALUE, peak(WEEKDAYS, "UTC", 11)), NOW + 2);
    assertThat(configuration.pools().unconfirmed()).isEmpty();
    assertThat(priceAt(NOW + 2)).isEqualTo(11);
  }

  /** Held against the clocks of the zone, minute by minute, in weeks in which they change too. */
  @Property(tries = 60)
  void aCalendarIsWhatAClockOnTheWallSays(@ForAll long seed) {
    configuration = new Configuration();
    Random random = new Random(seed);
    ZoneId zone =
        ZoneId.of(
            List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "+05:30")
                .get(random.nextInt(5)));
    List<RecurringPrice> calendar = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int from = random.nextInt(24) * 60;
      int to = 60 * (1 + random.nextInt(24));
      if (from != to) {
        calendar.add(
            new RecurringPrice(1 + random.nextInt(127), from, to, zone, 1 + i, 4 * (1 + i)));
      }
    }
    put(scheduled(version(1, 1), Long.MAX_VALUE, calendar.toArray(RecurringPrice[]::new)), NOW);
    for (int i = 0; i < 300; i++) {
      long time = NOW + (long) (random.nextDouble() * 400 * DAY);
      ZonedDateTime wall = Instant.ofEpochMilli(time).atZone(zone);
      boolean changes =
          !wall.getOffset().equals(wall.minusDays(2).getOffset())
              || !wall.getOffset().equals(wall.plusDays(2).getOffset());
      if (!changes) {
        assertThat(priceAt(time)).isEqualTo(onTheWall(calendar, wall));
      }
    }
  }

  private static double onTheWall(List<RecurringPrice> calendar, ZonedDateTime wall) {
    int minute = wall.getHour() * 60 + wall.getMinute();
    int today = wall.getDayOfWeek().getValue() - 1;
    int yesterday = (today + 6) % 7;
    for (RecurringPrice price : calendar) {
      boolean overnight = price.toMinute() < price.fromMinute();
      boolean begun = price.beginsOn(today) && minute >= price.fromMinute();
      boolean before = overnight && price.beginsOn(yesterday) && minute < price.toMinute();
      if (before || begun && (overnight || minute < price.toMinute())) {
        return price.inputUsdPerMtok();
      }
    }
    return 1;
  }

  private static List<ControlUpdate> versions(Random random) {
    List<ControlUpdate> versions = new ArrayList<>();
    // Older states don't know when a version was published, and kept as many as this.
    boolean older = random.nextBoolean();
    int count = 5 + random.nextInt(older ? Versions.KEPT - 4 : 40);
    for (int i = 1; i <= count; i++) {
      ControlUpdate update = version(i, 1 + random.nextInt(30) / 3.0);
      if (random.nextInt(3) == 0) {
        update = version(i, 1 + random.nextInt(4), NOW + random.nextInt(40) * HOUR);
        if (random.nextBoolean()) {
          update = scheduled((ModelUpdate) update, NOW + (41 + random.nextInt(9)) * HOUR);
        }
      } else if (random.nextInt(6) == 0) {
        update = new ModelRemoved(CHEAP, i);
      }
      versions.add(older && random.nextInt(4) == 0 ? update : update.published(NOW + i * HOUR));
    }
    return versions;
  }

  /** State keeps the result of one order; another subtask or run has met another. */
  @Property(tries = 300)
  void anyOrderAndAnyRepeatsGiveTheSamePrices(@ForAll long seed) {
    configuration = new Configuration();
    Random random = new Random(seed);
    List<ControlUpdate> versions = versions(random);
    versions.forEach(configuration::put);
    Collections.shuffle(versions, random);
    Configuration other = new Configuration();
    versions.forEach(other::put);
    versions.forEach(other::put);
    Configuration restored = new Configuration();
    other.known(MODEL_SUBJECT).forEach(restored::put);

    for (int hour = -2; hour < 60; hour++) {
      long time = NOW + hour * HOUR;
      assertThat(other.pools().at(time)).isEqualTo(configuration.pools().at(time));
      assertThat(restored.pools().at(time)).isEqualTo(configuration.pools().at(time));
    }
  }

  private static final String MODEL_SUBJECT = ControlUpdate.modelSubject(CHEAP);

  /** What the list says is what the job does. */
  @Property(tries = 300)
  void whatIsAnnouncedComesIntoForceAndNothingElseDoes(@ForAll long seed) {
    configuration = new Configuration();
    versions(new Random(seed)).forEach(configuration::put);
    PoolTimeline pools = configuration.pools();

    for (ModelSpec announced : pools.announced(NOW)) {
      assertThat(pools.at(announced.effectiveAt()))
          .extracting(ModelSpec::version, ModelSpec::inputUsdPerMtok)
          .containsExactly(tuple(announced.version(), announced.inputUsdPerMtok()));
    }
    List<Long> versions = new ArrayList<>();
    for (long time = NOW + 1; time < NOW + 60 * HOUR; time += HOUR / 4) {
      List<ModelSpec> pool = pools.at(time);
      long is = pool.isEmpty() ? 0 : pool.get(0).version();
      if (versions.isEmpty() || versions.get(versions.size() - 1) != is) {
        versions.add(is);
      }
    }
    Set<Long> announced =
        pools.announced(NOW + 1).stream().map(ModelSpec::version).collect(Collectors.toSet());
    assertThat(versions.subList(1, versions.size()).stream().filter(v -> v > 0))
        .allMatch(announced::contains);
  }

  /**
   * A record about one of 300 models with 16 versions each put everything together anew: 128 ms.
   */
  @Test
  void aRecordTouchesTheTimeLineOfItsModelAndThePoolsThatItChanges() {
    TenantTier acme = new TenantTier("acme", "gold");
    configuration.put(new SlaUpdate("*", "*", Promises.messPlus(0.8).sla()));
    List<String> subjects = new ArrayList<>();
    for (int model = 0; model < 300; model++) {
      ModelSpec spec = Pools.model("model-%03d".formatted(model), 1);
      subjects.add(ControlUpdate.modelSubject(spec.name()));
      for (int v = 1; v <= 16; v++) {
        configuration.put(
            new ModelUpdate(Pools.from(Pools.version(spec, v), NOW + v * HOUR + model)));
      }
    }
    PoolTimeline pools = configuration.pools();
    List<ModelTimeline> before = subjects.stream().map(pools::model).toList();
    TenantConfig now = configuration.inForce(acme, NOW + 5 * HOUR + 400);
    TenantConfig later = configuration.inForce(acme, NOW + 9 * HOUR + 400);

    ModelSpec changed = Pools.priced(Pools.model("model-150", 1), 1.5);
    configuration.put(
        new ModelUpdate(Pools.from(Pools.version(changed, 17), NOW + 9 * HOUR + 399)));

    List<ModelTimeline> after = subjects.stream().map(pools::model).toList();
    assertThat(IntStream.range(0, 300).filter(i -> before.get(i) != after.get(i)).boxed())
        .containsExactly(150);
    assertThat(configuration.inForce(acme, NOW + 5 * HOUR + 400)).isSameAs(now);
    assertThat(configuration.inForce(acme, NOW + 9 * HOUR + 400)).isNotSameAs(later);
  }
}
