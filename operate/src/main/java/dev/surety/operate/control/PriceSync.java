package dev.surety.operate.control;

import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.operate.prices.ListedPrice;
import dev.surety.operate.prices.PriceList;
import dev.surety.operate.prices.PriceMap;
import dev.surety.output.terminal.Figures;
import dev.surety.wire.json.ControlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a list of prices changes of a pool, and what of it is not believed. Lists have mistakes: by
 * the token for by the million, by the character, none at all. So a list alone puts no first price
 * in force, none that is far from what is, and none that the job itself would not believe.
 */
final class PriceSync {

  /** What becomes of one model. */
  enum Outcome {
    CHANGED,
    SAME,
    ANNOUNCED,
    HELD,
    PINNED,
    MISSING
  }

  /**
   * What is said of one model.
   *
   * @param text why, for people; {@code null} where the change itself says all
   */
  record Finding(String model, Outcome outcome, String text) {}

  /** By how many times input from a cache may be cheaper, where nothing is known yet. */
  private static final double LARGEST_DISCOUNT = 200;

  private final ControlInForce inForce;
  private final PriceList list;
  private final PriceMap map;
  private final double largest;
  private final Set<String> confirmed;
  private final long from;
  private final List<Finding> findings = new ArrayList<>();
  private final List<ModelSpec> changes = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final Map<String, String> byRule = new HashMap<>();

  /**
   * Holds a list against what is in force.
   *
   * @param largest by how many times a price may change and be believed
   * @param confirmed models whose price a person has looked at
   * @param from epoch milliseconds from which what it changes counts
   * @throws IllegalArgumentException if a model is confirmed that is not there
   */
  PriceSync(
      ControlInForce inForce,
      PriceList list,
      PriceMap map,
      double largest,
      Set<String> confirmed,
      long from) {
    this.inForce = inForce;
    this.list = list;
    this.map = map;
    this.largest = largest;
    this.confirmed = confirmed;
    this.from = from;
    List<String> pool = inForce.models(from).stream().map(ModelSpec::name).toList();
    Set<String> all = new LinkedHashSet<>(pool);
    all.addAll(map.beyond(pool));
    for (String model : confirmed) {
      if (!all.contains(model)) {
        throw new IllegalArgumentException(
            "--confirm names %s, which neither the pool nor the map has".formatted(model));
      }
    }
    all.forEach(this::sync);
  }

  private void sync(String model) {
    ModelSpec own = inForce.own(model, from);
    PriceMap.Entry entry = map.of(model);
    ListedPrice listed = listed(model, own, entry);
    if (entry.pinned()) {
      pinned(model, own, entry, listed);
    } else if (listed == null) {
      findings.add(new Finding(model, Outcome.MISSING, missing(model, entry)));
    } else if (listed.fault() != null) {
      findings.add(new Finding(model, Outcome.HELD, listed.fault()));
    } else {
      ModelSpec next = priced(model, own, listed.input(), listed.output(), listed.cachedInput());
      take(model, own, next, true);
      listed.announced().forEach(later -> announce(model, next, later));
      if (!listed.others().isEmpty()) {
        kept.add("model/%s: %s".formatted(model, others(listed.others())));
      }
    }
  }

  /**
   * By the name in the map, else by what the pool calls it, alone or behind its provider; where the
   * list has no such name, by the list's own rules for names, if they leave one model.
   */
  private ListedPrice listed(String model, ModelSpec own, PriceMap.Entry entry) {
    String provider = own == null || entry.listed() != null ? null : own.provider();
    List<String> names = names(model, own, entry);
    for (String name : names) {
      ListedPrice served = provider == null ? null : list.get(provider + '/' + name);
      ListedPrice price = served == null ? list.get(name) : served;
      if (price != null) {
        return price;
      }
    }
    for (String name : names) {
      List<String> served = provider == null ? List.of() : list.byRule(provider, name);
      List<String> ruled = served.isEmpty() ? list.byRule(name) : served;
      if (ruled.size() == 1) {
        byRule.put(model, ruled.get(0));
        return list.get(ruled.get(0));
      }
    }
    return null;
  }

  private static List<String> names(String model, ModelSpec own, PriceMap.Entry entry) {
    if (entry.listed() != null) {
      return List.of(entry.listed());
    }
    List<String> names = new ArrayList<>(List.of(model));
    names.addAll(own == null ? List.of() : own.aliases());
    return names;
  }

  private String missing(String model, PriceMap.Entry entry) {
    List<String> others = new ArrayList<>(list.ending(model));
    list.byRule(model).stream().filter(other -> !others.contains(other)).forEach(others::add);
    return entry.listed() != null
        ? "the list has no %s; mend its name in the map".formatted(entry.listed())
        : others.isEmpty()
            ? "not in the list; say in the map what it is called there"
            : "in the list by the names %s; say in the map which"
                .formatted(String.join(", ", others.subList(0, Math.min(4, others.size()))));
  }

  private void pinned(String model, ModelSpec own, PriceMap.Entry entry, ListedPrice listed) {
    String says =
        listed == null || listed.fault() != null
            ? ""
            : ", and the list has " + price(listed.input(), listed.output());
    if (entry.isPriced()) {
      take(
          model,
          own,
          priced(model, own, entry.input(), entry.output(), entry.cachedInput()),
          false);
      says = " at " + price(entry.input(), entry.output()) + says;
    }
    findings.add(new Finding(model, Outcome.PINNED, "pinned" + says));
  }

  private static ModelSpec priced(
      String model, ModelSpec own, double input, double output, double cached) {
    ModelSpec priced =
        own == null
            ? ModelSpec.builder(model, 0).price(input, output).build()
            : own.priced(input, output);
    return Double.isNaN(cached) ? priced : priced.toBuilder().cachedInputUsdPerMtok(cached).build();
  }

  private void take(String model, ModelSpec own, ModelSpec next, boolean fromList) {
    if (own != null && isSame(own, next)) {
      if (fromList) {
        findings.add(new Finding(model, Outcome.SAME, rule(model)));
      }
      changes.add(own);
      return;
    }
    String doubt = confirmed.contains(model) ? null : doubt(own, next, fromList);
    if (doubt == null) {
      findings.add(new Finding(model, Outcome.CHANGED, rule(model)));
      changes.add(dated(own, next).confirmed(confirmed.contains(model)).build());
    } else {
      findings.add(
          new Finding(
              model,
              Outcome.HELD,
              "%s%s: %s; if it is right: --confirm %s"
                  .formatted(
                      own == null
                          ? ""
                          : price(own.inputUsdPerMtok(), own.outputUsdPerMtok()) + " -> ",
                      price(next.inputUsdPerMtok(), next.outputUsdPerMtok()),
                      doubt,
                      model)));
    }
  }

  /** Which model of the list it was taken for, where no name says so. */
  private String rule(String model) {
    String name = byRule.get(model);
    return name == null ? null : "is the list's %s by its rule for names".formatted(name);
  }

  private static boolean isSame(ModelSpec own, ModelSpec next) {
    return own.inputUsdPerMtok() == next.inputUsdPerMtok()
        && own.outputUsdPerMtok() == next.outputUsdPerMtok()
        && Double.compare(own.cachedInputUsdPerMtok(), next.cachedInputUsdPerMtok()) == 0;
  }

  /** The first price of a model counts for all time before; a change from its day. */
  private ModelSpec.Builder dated(ModelSpec own, ModelSpec next) {
    return next.toBuilder()
        .version(newest(next.name()) + 1)
        .effectiveAt(own == null ? Long.MIN_VALUE : from);
  }

  private long newest(String model) {
    var known = inForce.versions(dev.surety.domain.ControlUpdate.modelSubject(model));
    return known.isEmpty() ? 0 : known.get(known.size() - 1).version();
  }

  /** Why a price is not believed, or {@code null}. */
  private String doubt(ModelSpec own, ModelSpec next, boolean fromList) {
    if (own == null) {
      return "the first price of a model is looked at by a person";
    }
    if (isHeldByTheJob(own, next)) {
      return "the job itself would not believe it without \"confirmed\":true";
    }
    double times =
        Math.max(
            times(own.inputUsdPerMtok(), next.inputUsdPerMtok()),
            Math.max(
                times(own.outputUsdPerMtok(), next.outputUsdPerMtok()),
                times(own.cachedInputUsdPerMtok(), next.cachedInputUsdPerMtok())));
    if (fromList && times > largest) {
      return "%s times what is in force, or as much less".formatted(Figures.precise(times));
    }
    if (next.cachedInputUsdPerMtok() > next.inputUsdPerMtok()) {
      return "cached input would cost more than other input";
    }
    if (Double.isNaN(own.cachedInputUsdPerMtok())
        && next.cachedInputUsdPerMtok() < next.inputUsdPerMtok() / LARGEST_DISCOUNT) {
      return "cached input would cost nearly nothing";
    }
    return fromList && isSwapped(own, next) ? "input and output seem to be swapped" : null;
  }

  private static boolean isSwapped(ModelSpec own, ModelSpec next) {
    return own.inputUsdPerMtok() == next.outputUsdPerMtok()
        && own.outputUsdPerMtok() == next.inputUsdPerMtok()
        && own.inputUsdPerMtok() != own.outputUsdPerMtok();
  }

  private static double times(double before, double after) {
    double times = Math.max(before / after, after / before);
    return Double.isNaN(times) ? 1 : times;
  }

  /** Asked of the fold of the job: the one price, and then the other. */
  private boolean isHeldByTheJob(ModelSpec own, ModelSpec next) {
    ControlInForce two = new ControlInForce();
    ModelSpec before =
        own.toBuilder().version(1).effectiveAt(Long.MIN_VALUE).confirmed(true).build();
    two.put(new ModelUpdate(before.published(from - 1)));
    two.put(
        new ModelUpdate(
            next.toBuilder()
                .version(2)
                .effectiveAt(Long.MIN_VALUE)
                .confirmed(false)
                .build()
                .published(from)));
    return !two.waiting().isEmpty();
  }

  private void announce(String model, ModelSpec before, ListedPrice.Announced later) {
    ModelSpec next =
        priced(model, before, later.input(), later.output(), later.cachedInput())
            .from(later.from());
    boolean known =
        inForce.announced(from).stream()
            .anyMatch(
                other ->
                    other.name().equals(model)
                        && other.effectiveAt() == later.from()
                        && isSame(other, next));
    String doubt = confirmed.contains(model) ? null : doubt(before, next, true);
    if (doubt != null) {
      findings.add(
          new Finding(
              model, Outcome.HELD, "announced for " + Figures.time(later.from()) + ": " + doubt));
    } else if (!known) {
      long version = newest(model) + 1 + changes.stream().filter(c -> isNext(c, model)).count();
      findings.add(new Finding(model, Outcome.ANNOUNCED, "from " + Figures.time(later.from())));
      changes.add(next.toBuilder().version(version).confirmed(confirmed.contains(model)).build());
    }
  }

  private boolean isNext(ModelSpec change, String model) {
    return change.name().equals(model) && change.version() > newest(model);
  }

  private static String price(double input, double output) {
    return Figures.price(input) + " / " + Figures.price(output);
  }

  private static String others(Map<String, String> others) {
    List<String> texts = new ArrayList<>();
    others.forEach((name, value) -> texts.add(name + ' ' + value));
    return String.join(", ", texts);
  }

  List<Finding> findings() {
    return findings;
  }

  /** Prices of the list that no record has a place for, a line a model. */
  List<String> notKept() {
    return kept;
  }

  /** The records: next versions of what changes, and what is there already of the rest. */
  List<ControlFile.Line> lines(String command) {
    return NextRecords.lines(command, changes.stream().map(change -> unpublished(change)).toList());
  }

  private static ModelUpdate unpublished(ModelSpec model) {
    return new ModelUpdate(model.published(Long.MIN_VALUE));
  }
}
