package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.TenantTier;
import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.KeyFunction;
import dev.surety.tools.savepoint.LocalFlink;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.InstantiationUtil;

/** {@link KeyWork} on the decisions and outcomes of a history, as a Flink batch job. */
record JournalJob(History history, WantedTenants tenants, History.Wanted readable) {

  /**
   * Does the work on every key.
   *
   * @param each takes what the work on a key came to, keys in no order
   * @throws BrokenJournal if a file can't be read
   */
  <R extends Serializable> void run(String name, KeyWork.Start work, Consumer<R> each) {
    WantedTenants wanted = tenants;
    History.Wanted judged = readable;
    CloseableIterator<byte[]> all = null;
    try {
      all =
          history
              .rows(
                  LocalFlink.environment(),
                  row ->
                      (row instanceof Decided || row instanceof Outcome)
                          && wanted.test(row.stamp().key())
                          && judged.test(row),
                  History.Unit.KEY)
              .process(
                  new EachKey(history.outline().configurations(), work),
                  PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
              .name(name)
              .executeAndCollect(name);
      while (all.hasNext()) {
        each.accept(InstantiationUtil.deserializeObject(all.next(), getClass().getClassLoader()));
      }
    } catch (Exception e) {
      throw BrokenJournal.in(e, "the journal can't be evaluated");
    } finally {
      IOUtils.closeQuietly(all);
    }
  }

  private static final class EachKey extends KeyFunction<KeyWork, byte[]> {

    private static final long serialVersionUID = 1;

    private final KeyWork.Start start;

    EachKey(Configurations configurations, KeyWork.Start start) {
      super(configurations, History.Unit.KEY);
      this.start = start;
    }

    @Override
    public void close() throws IOException {
      start.end();
    }

    @Override
    protected KeyWork begin(TenantTier key) {
      return start.start(key.key());
    }

    @Override
    protected void add(KeyWork work, JournalRow row) {
      work.add(row);
    }

    @Override
    protected void end(KeyWork work, Collector<byte[]> out) throws Exception {
      out.collect(InstantiationUtil.serializeObject(work.finish()));
    }
  }
}
