package dev.surety.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Recorded answers of real models, read from a file.
 *
 * <p>A model without an answer on too many of the rows (2 % or more unless told otherwise) is left
 * out of the pool; then every row where one of the others has no answer is left out. {@link
 * #notes()} says how many.
 */
public final class RecordedData implements RoutingData {

  /** Share of rows without an answer from which on a model is left out. */
  static final double MAX_MISSING_SHARE = 0.02;

  private final Path file;
  private final ModelPool pool;
  private final List<RoutingRow> rows;
  private final boolean graded;
  private final List<String> notes;

  private RecordedData(Path file, ModelPool pool, List<RoutingRow> rows, List<String> notes) {
    this.file = file;
    this.pool = pool;
    this.rows = List.copyOf(rows);
    this.notes = List.copyOf(notes);
    this.graded = rows.stream().anyMatch(RecordedData::graded);
  }

  static RecordedData read(Path file, List<String> wanted, double maxMissingShare)
      throws IOException {
    ModelPool listed = ModelsFile.read(ModelsFile.beside(file));
    for (String name : wanted) {
      if (listed.indexOf(name) < 0) {
        throw new IllegalArgumentException(
            file.getFileName() + " has no model '" + name + "'; it has " + listed.names());
      }
    }
    List<RoutingRow> all = new RowReader(file, listed).readAll();
    List<String> notes = new ArrayList<>();

    int[] kept = answeringModels(all, listed, wanted, maxMissingShare, notes);
    if (kept.length == 0) {
      throw new DataFormatException(
          file,
          "every model lacks an answer on " + 100 * maxMissingShare + " % of the rows or more.",
          "Leave the models with gaps out of the file, or allow more gaps.");
    }
    List<RoutingRow> complete = new ArrayList<>(all.size());
    for (RoutingRow row : all) {
      if (IntStream.of(kept).noneMatch(m -> Double.isNaN(row.quality(m)))) {
        complete.add(kept.length == listed.size() ? row : only(row, kept));
      }
    }
    if (complete.isEmpty()) {
      throw new DataFormatException(
          file, "no row has an answer of every model.", "Fill the nulls or leave models out.");
    }
    if (complete.size() < all.size()) {
      notes.add(
          (all.size() - complete.size())
              + " of "
              + all.size()
              + " rows left out: a model of the pool has no answer there");
    }
    ModelPool pool = new ModelPool(IntStream.of(kept).mapToObj(listed::get).toList());
    return new RecordedData(file, pool, complete, notes);
  }

  /**
   * Those of the rows that a condition holds for, over the same pool.
   *
   * @throws IllegalArgumentException if it holds for none
   */
  public RecordedData where(Predicate<RoutingRow> wanted) {
    List<RoutingRow> some = rows.stream().filter(wanted).toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException("no row of " + file.getFileName() + " is left");
    }
    return new RecordedData(file, pool, some, notes);
  }

  /** The same data with a further note of what was left out. */
  public RecordedData noted(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new RecordedData(file, pool, rows, more);
  }

  /** Name of the file, without its folder. */
  public String fileName() {
    return file.getFileName().toString();
  }

  @Override
  public ModelPool pool() {
    return pool;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public RoutingRow row(int index) {
    return rows.get(index);
  }

  @Override
  public boolean graded() {
    return graded;
  }

  @Override
  public String origin() {
    return file.getFileName() + ", recorded answers";
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  private static int[] answeringModels(
      List<RoutingRow> rows,
      ModelPool listed,
      List<String> wanted,
      double maxMissingShare,
      List<String> notes) {
    return IntStream.range(0, listed.size())
        .filter(m -> wanted.isEmpty() || wanted.contains(listed.get(m).name()))
        .filter(
            m -> {
              long missing = rows.stream().filter(row -> Double.isNaN(row.quality(m))).count();
              boolean keep = missing == 0 || missing < maxMissingShare * rows.size();
              if (!keep) {
                notes.add(
                    "model "
                        + listed.get(m).name()
                        + " left out: no answer on "
                        + missing
                        + " of "
                        + rows.size()
                        + " rows");
              }
              return keep;
            })
        .toArray();
  }

  private static RoutingRow only(RoutingRow row, int[] kept) {
    return new RoutingRow(
        row.id(),
        row.domain(),
        row.prompt(),
        row.promptChars(),
        row.inputTokens(),
        IntStream.of(kept).mapToDouble(row::quality).toArray(),
        IntStream.of(kept).mapToDouble(row::costUsd).toArray(),
        IntStream.of(kept).map(row::outputTokens).toArray(),
        row.hasLatency()
            ? IntStream.of(kept).mapToDouble(m -> row.latencySeconds()[m]).toArray()
            : null,
        row.embedding());
  }

  private static boolean graded(RoutingRow row) {
    for (double quality : row.quality()) {
      if (quality > 0 && quality < 1) {
        return true;
      }
    }
    return false;
  }
}
