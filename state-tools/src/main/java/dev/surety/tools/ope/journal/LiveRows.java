package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.journal.LiveBranch;
import dev.surety.wire.JournalAvro;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.Collector;

/** The decisions and outcomes of a journal file that count, as (key, seq, datum). */
final class LiveRows extends RichFlatMapFunction<String, Tuple3<String, Long, byte[]>> {

  private static final long serialVersionUID = 1;

  private final LiveBranch branch;
  private final WantedTenants tenants;
  private transient JournalAvro avro;

  LiveRows(LiveBranch branch, WantedTenants tenants) {
    this.branch = branch;
    this.tenants = tenants;
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
          out.collect(Tuple3.of(stamp.key().key(), stamp.seq(), avro.encode(row)));
        }
      }
    }
  }
}
