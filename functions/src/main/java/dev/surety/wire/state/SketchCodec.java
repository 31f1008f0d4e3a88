package dev.surety.wire.state;

import dev.surety.domain.Sketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of {@link Sketch} between two tasks: the terms, then the embedding. */
final class SketchCodec {

  private SketchCodec() {}

  static void write(Sketch sketch, DataOutput out) throws IOException {
    short[] terms = sketch.terms();
    out.writeShort(terms.length);
    for (short term : terms) {
      out.writeShort(term);
    }
    out.writeShort(sketch.embedding().length);
    out.write(sketch.embedding());
  }

  static Sketch read(DataInput in) throws IOException {
    short[] terms = new short[in.readUnsignedShort()];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = in.readShort();
    }
    byte[] embedding = new byte[in.readUnsignedShort()];
    in.readFully(embedding);
    return new Sketch(terms, embedding);
  }
}
