package dev.surety.lab.fleet;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of a data set by domain, and what each model does in each. */
public final class DomainRows {

  private final List<int[]> rows = new ArrayList<>();
  private final List<double[]> quality = new ArrayList<>();
  private final List<double[]> costUsd = new ArrayList<>();
  private final int size;
  private final int models;

  private DomainRows(int size, int models) {
    this.size = size;
    this.models = models;
  }

  /** Domains stand in the order of their names. */
  public static DomainRows of(RoutingData data) {
    SortedMap<String, List<Integer>> byDomain = new TreeMap<>();
    for (int i = 0; i < data.size(); i++) {
      byDomain.computeIfAbsent(data.row(i).domain(), d -> new ArrayList<>()).add(i);
    }
    DomainRows domains = new DomainRows(data.size(), data.pool().size());
    for (List<Integer> rows : byDomain.values()) {
      double[] quality = new double[domains.models];
      double[] costUsd = new double[domains.models];
      for (int i : rows) {
        RoutingRow row = data.row(i);
        for (int m = 0; m < domains.models; m++) {
          quality[m] += row.quality(m) / rows.size();
          costUsd[m] += row.costUsd(m) / rows.size();
        }
      }
      domains.rows.add(rows.stream().mapToInt(Integer::intValue).toArray());
      domains.quality.add(quality);
      domains.costUsd.add(costUsd);
    }
    return domains;
  }

  int domains() {
    return rows.size();
  }

  int models() {
    return models;
  }

  /** The rows of a domain. */
  int[] rows(int domain) {
    return rows.get(domain);
  }

  /** The part of the data that a domain is. */
  double share(int domain) {
    return (double) rows.get(domain).length / size;
  }

  /** Mean quality of a model's answers in a domain, 0..1. */
  double quality(int domain, int model) {
    return quality.get(domain)[model];
  }

  /** Mean cost of a model's answers in a domain, USD. */
  double costUsd(int domain, int model) {
    return costUsd.get(domain)[model];
  }
}
