package dev.surety.tools.report;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed.Cause;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.wire.journal.RowHead;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What has to be known before rows can be booked in any order: which count, the configurations, how
 * far each key's clock got, and of which decisions a judgement is more than a voice from the crowd.
 * Of a decision at most its 8-byte id is kept.
 */
final class Survey {

  final History history;
  final Configurations configs;
  final Map<TenantTier, Span> spans = new TreeMap<>(Comparator.comparing(TenantTier::key));
  Span all = Span.NONE;

  /** By key, where it last fell silent: all that was open then was closed. */
  private final Map<TenantTier, Stamp> silences = new HashMap<>();

  private final Ids asked = new Ids();
  private final Ids open = new Ids();

  /** By key, where anybody is to spend no more than so much. */
  private final Map<TenantTier, Budgets> budgets = new HashMap<>();

  private final boolean knowsBudgets;

  private Survey(History history) {
    this.history = history;
    configs = history.outline().configurations();
    knowsBudgets = knowsBudgets();
  }

  /** Reads the history's heads, and all of it where ids are needed. */
  static Survey of(History history) {
    Survey survey = new Survey(history);
    history.heads(survey::clock);
    survey.budgets.values().forEach(Budgets::begin);
    if (survey.needsIds()) {
      history.read(survey::ids);
    }
    return survey;
  }

  private void clock(RowHead head, Supplier<JournalRow> whole) {
    if (knowsBudgets) {
      TenantConfig config = head.config() == null ? null : configs.find(head.config());
      budgets.computeIfAbsent(head.key(), key -> new Budgets()).hear(head, config);
    }
    if (!head.isClosed()) {
      spans.merge(head.key(), Span.NONE.with(head.time()), Span::with);
      all = all.with(head.time());
    } else if (whole.get() instanceof JournalRow.Closed row && row.cause() == Cause.IDLE) {
      silences.merge(
          row.stamp().key(), row.stamp(), (a, b) -> Stamp.IN_ORDER.compare(a, b) > 0 ? a : b);
    }
  }

  /** Whether another reading, {@link #ids}, has anything to find. */
  private boolean needsIds() {
    return configs.hashes().stream()
        .map(hash -> configs.apply(hash).sla().feedback())
        .anyMatch(terms -> terms.solicitRate() > 0 || terms.silenceCounts());
  }

  /** How a key's budgets stand, once all rows are booked there. */
  Budgets budgets(TenantTier key) {
    return budgets.getOrDefault(key, new Budgets());
  }

  private boolean knowsBudgets() {
    return configs.hashes().stream()
        .map(configs)
        .anyMatch(config -> config.sla().budget() != null || config.share() != null);
  }

  private void ids(JournalRow row) {
    if (row instanceof Decided decided) {
      long id = id(decided.decision().decisionId());
      if (decided.decision().isSurvey()) {
        asked.add(id);
      }
      if (isOpen(decided)) {
        open.add(id);
      }
    }
  }

  /** Whether a judgement of this decision was asked for. */
  boolean asked(String decisionId) {
    return decisionId != null && asked.contains(id(decisionId));
  }

  /** Whether the feedback window of this decision had not closed when the journal ended. */
  boolean open(String decisionId) {
    return decisionId != null && open.contains(id(decisionId));
  }

  /** As the job closes windows: a decision is open in the generation of its time and the next. */
  private boolean isOpen(Decided decided) {
    TenantConfig config = configs.find(decided.config());
    if (config == null) {
      return false;
    }
    Stamp stamp = decided.stamp();
    Stamp silence = silences.get(stamp.key());
    if (silence != null && Stamp.IN_ORDER.compare(stamp, silence) < 0) {
      return false;
    }
    long window = config.sla().feedback().windowMillis();
    long last = Math.floorDiv(spans.get(stamp.key()).last(), window);
    return last - Math.floorDiv(stamp.time(), window) < 2;
  }

  private static long id(String decisionId) {
    try {
      return Long.parseUnsignedLong(decisionId, 16);
    } catch (NumberFormatException e) {
      return decisionId.hashCode(); // the gateway may echo anything
    }
  }

  /** A set of numbers, 8 bytes each; all are added before the first is asked for. */
  private static final class Ids {
    private long[] ids = new long[16];
    private int size;
    private boolean sorted = true;

    void add(long id) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
      }
      ids[size++] = id;
      sorted = false;
    }

    boolean contains(long id) {
      if (!sorted) {
        Arrays.sort(ids, 0, size);
        sorted = true;
      }
      return Arrays.binarySearch(ids, 0, size, id) >= 0;
    }
  }
}
