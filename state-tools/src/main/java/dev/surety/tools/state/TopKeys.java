package dev.surety.tools.state;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.tools.savepoint.KeyMeasure;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.wire.state.AccountCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.apache.flink.core.memory.DataInputDeserializer;

/** The first keys by some measure, and sums over all that were seen; holds no others in memory. */
final class TopKeys {

  /** What keys are ordered by, the most first. */
  enum By implements KeyMeasure {
    QUEUE(account -> account.queue),
    COST(account -> account.costUsd > 0 ? account.costUsd : account.expectedCostUsd),
    REQUESTS(account -> account.requests);

    private final ToDoubleFunction<Account> measure;

    By(ToDoubleFunction<Account> measure) {
      this.measure = measure;
    }

    @Override
    public double of(Account account) {
      return measure.applyAsDouble(account);
    }
  }

  private record Ranked(double measure, SavedKey key) {}

  /** First the one to drop next. */
  private static final Comparator<Ranked> LEAST =
      Comparator.comparingDouble(Ranked::measure)
          .thenComparing(
              ranked -> ranked.key().key(), Comparator.comparing(TenantTier::key).reversed());

  private final By by;
  private final int size;
  private final PriorityQueue<Ranked> first = new PriorityQueue<>(LEAST);
  private long keys;
  private long requests;
  private long indebted;
  private double queue;
  private double costUsd;

  TopKeys(By by, int size) {
    this.by = by;
    this.size = size;
  }

  void add(SavedKey key) throws IOException {
    Account account = AccountCodec.read(new DataInputDeserializer(key.account()));
    keys++;
    requests += account.requests;
    indebted += account.queue > 0 ? 1 : 0;
    queue += account.queue;
    costUsd += account.costUsd;
    first.add(new Ranked(by.of(account), key));
    if (first.size() > size) {
      first.remove();
    }
  }

  /** The most first; equals in the order of their names. */
  List<SavedKey> first() {
    List<Ranked> ordered = new ArrayList<>(first);
    ordered.sort(LEAST.reversed());
    return ordered.stream().map(Ranked::key).toList();
  }

  long keys() {
    return keys;
  }

  long requests() {
    return requests;
  }

  /** How many keys have a queue above 0. */
  long indebted() {
    return indebted;
  }

  double queue() {
    return queue;
  }

  double costUsd() {
    return costUsd;
  }
}
