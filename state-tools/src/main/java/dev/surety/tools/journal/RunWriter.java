package dev.surety.tools.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.RowHead;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Gathers rows until they fill their share of memory, and writes them sorted to a file: key after
 * key, each key's in their order. Rows of a key come in their order as a rule, so there is little
 * to sort. Not thread-safe.
 */
final class RunWriter {

  private static final int BUFFER = 1 << 16;
  private static final int FIRST_ROWS = 1 << 12;

  private final Path folder;
  private final int most;
  private final List<SortedRun> runs = new ArrayList<>();

  /** By history and key, its place in {@link #keys}. */
  private final List<Map<TenantTier, Integer>> known = new ArrayList<>();

  private final List<SortedKey> keys = new ArrayList<>();
  private byte[] bytes = new byte[1 << 20];
  private int[] ends = new int[FIRST_ROWS];
  private int[] keyOf = new int[FIRST_ROWS];
  private long[] order = new long[FIRST_ROWS];
  private int size;
  private int rows;

  /**
   * @param most bytes of rows in memory
   */
  RunWriter(Path folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  /** Takes in a row, which begins and ends somewhere in these bytes. */
  void add(RowHead head, int chain, byte[] block, int from, int to) throws IOException {
    int length = to - from;
    if (size > 0 && size + length > most) {
      flush();
    }
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.min(most, 2 * bytes.length)));
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
      keyOf = Arrays.copyOf(keyOf, 2 * rows);
      order = Arrays.copyOf(order, 2 * rows);
    }
    System.arraycopy(block, from, bytes, size, length);
    size += length;
    ends[rows] = size;
    keyOf[rows] = place(head.key(), chain);
    order[rows++] = RowOrder.of(head.born(), head.seq());
  }

  private int place(TenantTier key, int chain) {
    while (known.size() <= chain) {
      known.add(new HashMap<>());
    }
    Integer place = known.get(chain).get(key);
    if (place == null) {
      place = keys.size();
      keys.add(SortedKey.of(key, chain));
      known.get(chain).put(key, place);
    }
    return place;
  }

  /** What has been written, once the last row is in. */
  List<SortedRun> runs() throws IOException {
    flush();
    bytes = null;
    return runs;
  }

  private void flush() throws IOException {
    if (rows == 0) {
      return;
    }
    int[] byKey = byKey();
    Path file = folder.resolve("run-" + UUID.randomUUID());
    int[] parts = new int[SortedKey.PARTS + 1];
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
      int part = 0;
      for (int from = 0; from < rows; ) {
        SortedKey key = keys.get(keyOf[byKey[from]]);
        int to = from + 1;
        while (to < rows && keyOf[byKey[to]] == keyOf[byKey[from]]) {
          to++;
        }
        while (part < key.part()) {
          parts[++part] = out.size();
        }
        write(key, byKey, from, to, out);
        from = to;
      }
      Arrays.fill(parts, part + 1, parts.length, out.size());
    }
    runs.add(SortedRun.of(file, parts));
    known.forEach(Map::clear);
    keys.clear();
    size = 0;
    rows = 0;
  }

  private void write(SortedKey key, int[] byKey, int from, int to, DataOutputStream out)
      throws IOException {
    inOrder(byKey, from, to);
    out.writeLong(key.hash());
    byte[] name = key.name().getBytes(UTF_8);
    out.writeShort(name.length);
    out.write(name);
    out.writeInt(key.chain());
    out.writeInt(to - from);
    for (int i = from; i < to; i++) {
      int row = byKey[i];
      int begin = row == 0 ? 0 : ends[row - 1];
      out.writeLong(order[row]);
      out.writeInt(ends[row] - begin);
      out.write(bytes, begin, ends[row] - begin);
    }
  }

  /** Rows by their keys, those of a key as they came. */
  private int[] byKey() {
    Integer[] sorted = new Integer[keys.size()];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, (a, b) -> keys.get(a).compareTo(keys.get(b)));
    int[] next = new int[keys.size()];
    for (int row = 0; row < rows; row++) {
      next[keyOf[row]]++;
    }
    int before = 0;
    for (int key : sorted) {
      int count = next[key];
      next[key] = before;
      before += count;
    }
    int[] byKey = new int[rows];
    for (int row = 0; row < rows; row++) {
      byKey[next[keyOf[row]]++] = row;
    }
    return byKey;
  }

  private void inOrder(int[] byKey, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (order[byKey[i]] < order[byKey[i - 1]]) {
        Integer[] sorted = Arrays.stream(byKey, from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, (a, b) -> Long.compare(order[a], order[b]));
        for (int j = from; j < to; j++) {
          byKey[j] = sorted[j - from];
        }
        return;
      }
    }
  }
}
