package dev.surety.wire.state;

import dev.surety.estimator.StoredArrays;
import dev.surety.policy.LayoutVersion;
import dev.surety.policy.fleet.FleetMember;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Binary form of a {@link FleetMember}; the first byte is the version of the layout. Layout 1 is
 * written where there are no pairs of a user's and a judge's word, else 2.
 */
public final class FleetMemberCodec {

  private static final int VERSION = 2;

  private static final int WITHOUT_PAIRS = 1;

  private FleetMemberCodec() {}

  public static void write(FleetMember member, DataOutput out) throws IOException {
    boolean paired = member.pairs[0].length > 0;
    out.writeByte(paired ? VERSION : WITHOUT_PAIRS);
    StoredArrays.writeDoubles(member.labels, out);
    for (int tenure : member.tenure) {
      CompactNumbers.writeCount(tenure, out);
    }
    out.writeDouble(member.requests);
    out.writeLong(member.lastGiven);
    CompactNumbers.writeCount(member.given.size(), out);
    for (Map.Entry<Integer, FleetMember.Given> context : member.given.entrySet()) {
      out.writeInt(context.getKey());
      StoredArrays.writeLongs(context.getValue().models, out);
      CompactNumbers.writeCount(context.getValue().served.size(), out);
      for (Map.Entry<String, Long> tier : context.getValue().served.entrySet()) {
        TextCodec.writeText(tier.getKey(), out);
        CompactNumbers.writeCount(tier.getValue(), out);
      }
    }
    for (int i = 0; paired && i < member.pairs.length; i++) {
      StoredArrays.writeDoubles(member.pairs[i], out);
    }
  }

  /** The inverse of {@link #write}. */
  public static FleetMember read(DataInput in) throws IOException {
    int layout = in.readByte();
    LayoutVersion.check("fleet-members", layout, VERSION);
    FleetMember member = new FleetMember();
    member.labels = StoredArrays.readDoubles(in);
    member.tenure = new int[member.labels.length];
    for (int m = 0; m < member.tenure.length; m++) {
      member.tenure[m] = (int) CompactNumbers.readCount(in);
    }
    member.requests = in.readDouble();
    member.lastGiven = in.readLong();
    int contexts = (int) CompactNumbers.readCount(in);
    for (int i = 0; i < contexts; i++) {
      FleetMember.Given given = new FleetMember.Given();
      member.given.put(in.readInt(), given);
      given.models = StoredArrays.readLongs(in);
      int tiers = (int) CompactNumbers.readCount(in);
      for (int t = 0; t < tiers; t++) {
        given.served.put(TextCodec.readText(in), CompactNumbers.readCount(in));
      }
    }
    for (int i = 0; layout > WITHOUT_PAIRS && i < member.pairs.length; i++) {
      member.pairs[i] = StoredArrays.readDoubles(in);
    }
    return member;
  }
}
