package dev.surety.trials.fuzz.adversary;

import dev.surety.domain.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some thousand records of one adversary, and what must hold after them. */
final class Episode {

  private final long seed;
  private final int records;
  long events;
  long rows;
  long refused;
  long checkedAlone;

  Episode(long seed, int records) {
    this.seed = seed;
    this.records = records;
  }

  /**
   * Plays it.
   *
   * @param checkEvery events of a key between looks at all of its state
   * @throws Violation with the place of the record that showed it
   */
  void play(int checkEvery) {
    Adversary adversary = new Adversary(seed);
    World world = new World(checkEvery);
    PaidBooks books = new PaidBooks();
    List<Sent> sent = new ArrayList<>(records);
    for (int i = 0; i < records; i++) {
      Sent next = adversary.next();
      sent.add(next);
      try {
        Decision decision = world.apply(next);
        if (decision != null) {
          adversary.decided(decision);
        }
      } catch (RuntimeException e) {
        throw new Violation("record %d: %s%n  %s".formatted(i + 1, e.getMessage(), next), e);
      }
      if (Adversary.PAYER.equals(next.tenant())) {
        books.take(next);
      }
    }
    finish(world, books);
    for (FuzzedKey key : world.keys()) {
      alone(key, sent);
    }
    refused = world.refused;
  }

  private void finish(World world, PaidBooks books) {
    for (FuzzedKey key : world.keys()) {
      try {
        key.check();
      } catch (Violation e) {
        throw new Violation("at the end, %s: %s".formatted(key.key, e.getMessage()), e);
      }
      events += key.events;
      rows += key.rows;
    }
    double booked = world.key(Adversary.PAYER).account.costUsd;
    if (Math.abs(booked - books.usd()) > 1e-9 * (booked + books.usd()) + 1e-6) {
      throw new Violation("the payer reported $%s, $%s is booked".formatted(books.usd(), booked));
    }
  }

  /** A key's own records, with the same control, must give the same state without all others'. */
  private void alone(FuzzedKey key, List<Sent> sent) {
    World world = new World(Long.MAX_VALUE);
    for (Sent record : sent) {
      if (record.tenant() == null || record.tenant().equals(key.key.tenant())) {
        world.apply(record);
      }
    }
    byte[][] with = key.bytes();
    byte[][] without = world.key(key.key.tenant()).bytes();
    if (!Arrays.deepEquals(with, without)) {
      throw new Violation("the state of " + key.key + " depends on the records of others");
    }
    checkedAlone++;
  }
}
