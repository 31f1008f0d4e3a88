package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.journal.LiveBranch;
import dev.surety.wire.journal.JournalAvro;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.Collector;

/** The decisions and outcomes of a journal file that count, as (key, place, datum). */
final class LiveRows extends RichFlatMapFunction<String, Tuple3<String, Long, byte[]>> {

  private static final long serialVersionUID = 1;

  private static final int SEQ_BITS = 33;

  /** No life that is on record began before 2020; in seconds since 1970. */
  private static final long FIRST_SECOND = 1_577_836_800;

  private final LiveBranch branch;
  private final WantedTenants tenants;
  private transient JournalAvro avro;

  LiveRows(LiveBranch branch, WantedTenants tenants) {
    this.branch = branch;
    this.tenants = tenants;
  }

  /**
   * The rows of a key by when its life began, to the second, and then by their seq: lives are
   * farther apart, and have fewer events than eight billion.
   */
  private static long order(Stamp stamp) {
    long life = Math.max(0, stamp.born() / 1000 - FIRST_SECOND);
    return life << SEQ_BITS | Math.min(stamp.seq(), (1L << SEQ_BITS) - 1);
  }

  @Override
  public void flatMap(String file, Collector<Tuple3<String, Long, byte[]>> out) {
    avro = avro == null ? new JournalAvro() : avro;
    try (JournalRows rows = JournalFiles.read(List.of(Path.of(file)))) {
      while (rows.hasNext()) {
        JournalRow row = rows.next();
        Stamp stamp = row.stamp();
        if ((row instanceof Decided || row instanceof Outcome)
            && branch.counts(stamp)
            && tenants.test(stamp.key())) {
          out.collect(Tuple3.of(stamp.key().key(), order(stamp), avro.encode(row)));
        }
      }
    }
  }
}
