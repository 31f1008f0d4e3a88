package dev.surety.job.journal;

import dev.surety.flink.EncodedRow;
import java.time.LocalDate;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** A row stands in the folder of the day that it was written on by ROUTE's clock, UTC. */
final class DayFolders implements BucketAssigner<EncodedRow, String> {

  private static final long serialVersionUID = 1L;

  private transient String folder;
  private transient int day;

  @Override
  public String getBucketId(EncodedRow row, Context context) {
    if (folder == null || row.day() != day) {
      day = row.day();
      folder = name(day);
    }
    return folder;
  }

  /** Of the folder of a day since 1970. */
  static String name(int day) {
    return "day=" + LocalDate.ofEpochDay(day);
  }

  @Override
  public SimpleVersionedSerializer<String> getSerializer() {
    return SimpleVersionedStringSerializer.INSTANCE;
  }
}
