package dev.surety.lab.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * How many of a fleet's tenants are of which kind.
 *
 * @param label as people write it
 * @param shares by kind, 1 together
 */
public record Likeness(String label, Map<TenantKind, Double> shares) {

  /** The fleets that the fourth routing study measured with. */
  private static final String STUDY = "like,shifted=0.2,peculiar=0.2,alien=0.05,hostile=0.03";

  private static final String MEND =
      "; write kinds with shares, such as like,alien=0.1,hostile=0.2, where one without a share"
          + " takes the rest, of "
          + Arrays.stream(TenantKind.values())
              .map(TenantKind::label)
              .collect(Collectors.joining(", "))
          + "; or study, which is "
          + STUDY;

  public Likeness {
    shares = Map.copyOf(shares);
  }

  /**
   * Reads {@code like,alien=0.1}: the kind without a share takes what the others leave.
   *
   * @throws IllegalArgumentException for anything else; the message shows how to write it
   */
  public static Likeness parse(String text) {
    Map<TenantKind, Double> shares = new EnumMap<>(TenantKind.class);
    TenantKind rest = null;
    double given = 0;
    String written = text.strip().equals("study") ? STUDY : text;
    for (String part : written.split(",", -1)) {
      int equals = part.indexOf('=');
      TenantKind kind = kind(text, (equals < 0 ? part : part.substring(0, equals)).strip());
      double share = equals < 0 ? 0 : share(text, part.substring(equals + 1).strip());
      if (shares.put(kind, share) != null || (equals < 0 && rest != null)) {
        throw new IllegalArgumentException(
            "'" + text + "' names a kind twice, or two kinds for the rest" + MEND);
      }
      rest = equals < 0 ? kind : rest;
      given += share;
    }
    if (given > 1 + 1e-9 || (rest == null && given < 1 - 1e-9)) {
      throw new IllegalArgumentException("the shares of '" + text + "' don't make 1" + MEND);
    }
    if (rest != null) {
      shares.put(rest, Math.max(0, 1 - given));
    }
    return new Likeness(text.strip(), shares);
  }

  private static TenantKind kind(String text, String name) {
    try {
      return TenantKind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + name + "' of '" + text + "' is no kind of tenant" + MEND, e);
    }
  }

  private static double share(String text, String number) {
    try {
      double share = Double.parseDouble(number);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + number + "' of '" + text + "'" + MEND, e);
    }
    throw new IllegalArgumentException(
        "'" + number + "' of '" + text + "' must be a share from 0 to 1" + MEND);
  }

  /** The kinds of so many tenants, in an order that the seed shuffles. */
  public List<TenantKind> of(int tenants, long seed) {
    List<TenantKind> kinds = new ArrayList<>();
    double owed = 0;
    for (TenantKind kind : TenantKind.values()) {
      owed += shares.getOrDefault(kind, 0.0) * tenants;
      while (kinds.size() < Math.rint(owed - 1e-9)) {
        kinds.add(kind);
      }
    }
    Collections.shuffle(kinds, new Random(seed));
    return kinds;
  }
}
