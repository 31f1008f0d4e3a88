package dev.surety.tools.journal;

import dev.surety.domain.JournalRow.Lineage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the runs of a journal follow each other. A run that was restored continues another; one that
 * was not is a root, and nothing of any other run is void by it.
 */
final class RunTree {

  private final Map<String, Lineage> origins = new HashMap<>();
  private final Map<String, Long> begun = new HashMap<>();
  private final Map<String, String> roots = new TreeMap<>();
  private final Set<String> unknown = new TreeSet<>();

  /**
   * @param runs that have rows
   * @throws BrokenJournal if the rows contradict each other
   */
  RunTree(List<Lineage> lineage, Set<String> runs) {
    Set<String> all = new TreeSet<>(runs);
    Set<String> told = new HashSet<>();
    for (Lineage row : lineage) {
      String run = row.stamp().run();
      begun.merge(run, row.stamp().time(), Math::min);
      all.add(run);
      told.add(run);
      if (row.restoredRun() != null) {
        all.add(row.restoredRun());
        told.add(row.restoredRun());
      }
      if (!run.equals(row.restoredRun())) {
        Lineage other = origins.putIfAbsent(run, row);
        if (other != null && !sameOrigin(row, other)) {
          throw contradiction(run, row, other);
        }
      }
    }
    all.forEach(run -> roots.put(run, rootOf(run)));
    unknown.addAll(runs);
    unknown.removeAll(told);
  }

  /** Runs that have rows, though nothing says how they began or that another continued them. */
  Set<String> unknown() {
    return unknown;
  }

  /** The run that it continues, and from where; {@code null} if it began by itself. */
  Lineage origin(String run) {
    Lineage origin = origins.get(run);
    return origin == null || origin.restoredRun() == null ? null : origin;
  }

  boolean knows(String run) {
    return roots.containsKey(run);
  }

  /** Of each root the run among its successors that began last; in the order of their beginning. */
  List<String> heads() {
    Map<String, String> heads = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : roots.entrySet()) {
      heads.merge(each.getValue(), each.getKey(), this::later);
    }
    List<String> inOrder = new ArrayList<>(heads.values());
    inOrder.sort(Comparator.comparingLong((String run) -> begun(root(run))).thenComparing(r -> r));
    return inOrder;
  }

  /** The one of two runs that began later. */
  String later(String a, String b) {
    int order = Long.compare(begun(a), begun(b));
    return order == 0 ? (a.compareTo(b) > 0 ? a : b) : order > 0 ? a : b;
  }

  String root(String run) {
    return roots.get(run);
  }

  private long begun(String run) {
    return begun.getOrDefault(run, Long.MIN_VALUE);
  }

  /** Why rows of a run are no part of a branch, for people. */
  String why(String run, LiveBranch branch) {
    if (branch.runs().contains(run)) {
      long voidFrom = branch.voidFrom(run);
      for (String next : branch.runs()) {
        Lineage origin = origin(next);
        if (origin != null && origin.restoredRun().equals(run)) {
          return "run %s was restored from its checkpoint %d, so what came after that was abandoned"
              .formatted(next, voidFrom);
        }
      }
      return "they came after checkpoint %d, where what is looked at ends".formatted(voidFrom);
    }
    String child = run;
    for (Lineage origin = origin(run); origin != null; origin = origin(child)) {
      String parent = origin.restoredRun();
      if (branch.runs().contains(parent)) {
        String next = successor(parent, branch);
        String place = "checkpoint %d of run %s".formatted(origin.restoredEpoch(), parent);
        return next == null
            ? "the run went on from %s, which is after what is looked at or beside it"
                .formatted(place)
            : "the run went on from %s, and run %s went on from checkpoint %d of it later"
                .formatted(place, next, branch.voidFrom(parent));
      }
      child = parent;
    }
    return "the run has a history of its own, which is not the one looked at";
  }

  private String successor(String run, LiveBranch branch) {
    return branch.runs().stream()
        .filter(next -> origin(next) != null && origin(next).restoredRun().equals(run))
        .findFirst()
        .orElse(null);
  }

  private String rootOf(String run) {
    Set<String> seen = new HashSet<>();
    String at = run;
    for (Lineage origin = origin(at); origin != null; origin = origin(at)) {
      if (!seen.add(at)) {
        String last = seen.stream().reduce(at, this::later);
        throw new BrokenJournal("by its lineage rows, run %s continues itself".formatted(last));
      }
      at = origin.restoredRun();
    }
    return at;
  }

  private static boolean sameOrigin(Lineage a, Lineage b) {
    return a.restoredEpoch() == b.restoredEpoch()
        && String.valueOf(a.restoredRun()).equals(String.valueOf(b.restoredRun()));
  }

  private static BrokenJournal contradiction(String run, Lineage row, Lineage other) {
    return new BrokenJournal(
        "run %s says that it was restored from %s at %d, and from %s at %d"
            .formatted(
                run,
                other.restoredRun(),
                other.restoredEpoch(),
                row.restoredRun(),
                row.restoredEpoch()));
  }
}
