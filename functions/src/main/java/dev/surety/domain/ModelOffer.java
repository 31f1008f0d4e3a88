package dev.surety.domain;

import java.util.List;

/**
 * What a model can do and where, as its record declares it. Names are compared without regard to
 * case.
 *
 * @param capabilities what it can do beyond text; {@code null} where nothing is declared, and then
 *     it is taken to be able to do whatever is asked, as models were before they could declare it
 * @param regions where its requests may be processed; {@code null} where nothing is declared, and
 *     then no promise that names regions allows it
 * @param maxOutput tokens that an answer of it can have, or {@link RoutingRequest#UNKNOWN}
 */
public record ModelOffer(List<String> capabilities, List<String> regions, int maxOutput) {

  /** Of a model that declares nothing. */
  public static final ModelOffer NONE = new ModelOffer(null, null, RoutingRequest.UNKNOWN);

  public ModelOffer {
    capabilities = capabilities == null ? null : List.copyOf(capabilities);
    regions = regions == null ? null : List.copyOf(regions);
  }

  /** Whether it has all of these capabilities, as far as it declares any. */
  public boolean has(List<String> required) {
    if (capabilities != null) {
      for (int i = 0; i < required.size(); i++) {
        if (!isAmong(required.get(i), capabilities)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Those of the capabilities that it lacks. */
  public List<String> lacking(List<String> required) {
    return capabilities == null
        ? List.of()
        : required.stream().filter(name -> !isAmong(name, capabilities)).toList();
  }

  /** Tokens of the longest answer; as good as none where it declares no limit. */
  public long longestAnswer() {
    return maxOutput < 0 ? Long.MAX_VALUE : maxOutput;
  }

  static boolean isAmong(String name, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (name.equalsIgnoreCase(names.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Hashes of configurations are made of it: only what is declared is in it. */
  @Override
  public String toString() {
    return (capabilities == null ? "" : ", capabilities=" + capabilities)
        + (regions == null ? "" : ", regions=" + regions)
        + (maxOutput < 0 ? "" : ", maxOutput=" + maxOutput);
  }
}
