package dev.surety.tools.ope.journal;

import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.LiveBranch;
import dev.surety.tools.savepoint.LocalFlink;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.InstantiationUtil;

/**
 * Reads a journal's live rows as a Flink batch job in this process: files side by side, rows sorted
 * by key and seq on disk, so that memory does not grow with the journal.
 */
final class JournalJob {

  private final List<Path> files;
  private final LiveBranch branch;
  private final WantedTenants tenants;

  JournalJob(List<Path> files, LiveBranch branch, WantedTenants tenants) {
    this.files = files;
    this.branch = branch;
    this.tenants = tenants;
  }

  /**
   * Does the work on every key.
   *
   * @param each takes what the work on a key came to, keys in no order
   * @throws BrokenJournal if a file can't be read
   */
  <R extends Serializable> void run(String name, KeyWork.Start work, Consumer<R> each) {
    if (files.isEmpty()) {
      return;
    }
    DataStream<byte[]> results =
        rows(environment())
            .keyBy(row -> row.f0, Types.STRING)
            .process(new KeyFunction(work), PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
            .name(name);
    CloseableIterator<byte[]> all = null;
    try {
      all = results.executeAndCollect(name);
      while (all.hasNext()) {
        each.accept(InstantiationUtil.deserializeObject(all.next(), getClass().getClassLoader()));
      }
    } catch (Exception e) {
      throw plain(e);
    } finally {
      IOUtils.closeQuietly(all);
    }
  }

  private DataStream<Tuple3<String, Long, byte[]>> rows(StreamExecutionEnvironment flink) {
    return flink
        .fromData(files.stream().map(Path::toString).toList(), Types.STRING)
        .rebalance()
        .flatMap(new LiveRows(branch, tenants))
        .returns(
            Types.TUPLE(
                Types.STRING, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))
        .name("rows that count")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Tuple3<String, Long, byte[]>>noWatermarks()
                .withTimestampAssigner((row, none) -> row.f1));
  }

  /** What our own code said went wrong, not what Flink wrapped around it. */
  private static RuntimeException plain(Exception e) {
    Throwable root = e;
    while (root.getCause() != null && !(root instanceof BrokenJournal)) {
      root = root.getCause();
    }
    return root instanceof BrokenJournal broken
        ? broken
        : new IllegalStateException("the journal can't be evaluated: " + root, e);
  }

  private static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment = LocalFlink.environment();
    environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
    return environment;
  }
}
