package dev.surety.wire.state;

import dev.surety.domain.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of {@link Features}: count, then index and value in turn. */
final class FeaturesCodec {

  private FeaturesCodec() {}

  static void write(Features features, DataOutput out) throws IOException {
    int n = features.indices().length;
    out.writeInt(n);
    for (int i = 0; i < n; i++) {
      out.writeInt(features.indices()[i]);
      out.writeFloat(features.values()[i]);
    }
  }

  static Features read(DataInput in) throws IOException {
    int n = in.readInt();
    if (n == 0) {
      return Features.NONE;
    }
    int[] indices = new int[n];
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      long pair = in.readLong(); // One call is cheaper than two.
      indices[i] = (int) (pair >>> Integer.SIZE);
      values[i] = Float.intBitsToFloat((int) pair);
    }
    return new Features(indices, values);
  }
}
