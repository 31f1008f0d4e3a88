package dev.surety.wire.state;

import dev.surety.estimator.StoredArrays;
import dev.surety.policy.LayoutVersion;
import dev.surety.policy.fleet.FleetSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Binary form of {@link FleetSums}; the first byte is the version of the layout. */
public final class FleetSumsCodec {

  private static final int VERSION = 1;

  private FleetSumsCodec() {}

  public static void write(FleetSums sums, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    CompactNumbers.writeCount(sums.models.size(), out);
    for (int m = 0; m < sums.models.size(); m++) {
      TextCodec.writeText(sums.models.get(m), out);
      out.writeDouble(sums.logCost[m]);
      CompactNumbers.writeCount(sums.tenure[m], out);
    }
    CompactNumbers.writeCount(sums.contexts.size(), out);
    for (Map.Entry<Integer, FleetSums.Context> context : sums.contexts.entrySet()) {
      out.writeInt(context.getKey());
      out.writeDouble(context.getValue().mix);
      StoredArrays.writeDoubles(context.getValue().weight, out);
      StoredArrays.writeDoubles(context.getValue().satisfied, out);
    }
    CompactNumbers.writeCount(sums.members, out);
    out.writeDouble(sums.all);
    out.writeDouble(sums.since);
    out.writeLong(sums.version);
  }

  /** The inverse of {@link #write}. */
  public static FleetSums read(DataInput in) throws IOException {
    LayoutVersion.check("fleet-sums", in.readByte(), VERSION);
    FleetSums sums = new FleetSums();
    int models = (int) CompactNumbers.readCount(in);
    sums.logCost = new double[models];
    sums.tenure = new int[models];
    for (int m = 0; m < models; m++) {
      sums.models.add(TextCodec.readText(in));
      sums.logCost[m] = in.readDouble();
      sums.tenure[m] = (int) CompactNumbers.readCount(in);
    }
    int contexts = (int) CompactNumbers.readCount(in);
    for (int i = 0; i < contexts; i++) {
      int key = in.readInt();
      FleetSums.Context context = new FleetSums.Context();
      context.mix = in.readDouble();
      context.weight = StoredArrays.readDoubles(in);
      context.satisfied = StoredArrays.readDoubles(in);
      sums.contexts.put(key, context);
    }
    sums.members = (int) CompactNumbers.readCount(in);
    sums.all = in.readDouble();
    sums.since = in.readDouble();
    sums.version = in.readLong();
    return sums;
  }
}
