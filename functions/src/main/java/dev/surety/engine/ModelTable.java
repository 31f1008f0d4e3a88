package dev.surety.engine;

import dev.surety.policy.ModelNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The models a key has ever met. A model's slot is its position here and never changes, so learned
 * arrays are indexed by it; a model that left the pool keeps its row.
 */
public final class ModelTable implements ModelNames {

  /** One model as the key last saw it. */
  public static final class Row {
    public final String name;
    public double inputUsdPerMtok;
    public double outputUsdPerMtok;
    public boolean inPool;

    public Row(String name, double inputUsdPerMtok, double outputUsdPerMtok, boolean inPool) {
      this.name = name;
      this.inputUsdPerMtok = inputUsdPerMtok;
      this.outputUsdPerMtok = outputUsdPerMtok;
      this.inPool = inPool;
    }
  }

  public final List<Row> rows = new ArrayList<>();

  public int size() {
    return rows.size();
  }

  @Override
  public String name(int slot) {
    return rows.get(slot).name;
  }

  /** The names of {@code slots} from position {@code from} on. */
  List<String> names(short[] slots, int from) {
    if (slots.length <= from) {
      return List.of();
    }
    List<String> names = new ArrayList<>(slots.length - from);
    for (int i = from; i < slots.length; i++) {
      names.add(name(slots[i]));
    }
    return names;
  }

  public Row row(int slot) {
    return rows.get(slot);
  }

  /** The slot of a model, or -1 if the key never met it. */
  public int slot(String name) {
    for (int slot = 0; slot < rows.size(); slot++) {
      if (rows.get(slot).name.equals(name)) {
        return slot;
      }
    }
    return -1;
  }

  /** The slot of each of these models, -1 of one the key never met. */
  int[] slots(String[] names) {
    return Arrays.stream(names).mapToInt(this::slot).toArray();
  }
}
