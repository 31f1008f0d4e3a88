package dev.surety.wire.journal;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Passes over a value of a schema without an object for anything. */
@FunctionalInterface
interface FieldSkip {

  /** The value that begins where the decoder is. */
  void over(ArrayDecoder in);

  /** Of values of a schema, whatever version it is of. */
  static FieldSkip of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> in -> {};
      case BOOLEAN -> new Bytes(1);
      case INT, LONG, ENUM -> ArrayDecoder::skipNumber;
      case FLOAT -> new Bytes(Float.BYTES);
      case DOUBLE -> new Bytes(Double.BYTES);
      case FIXED -> new Bytes(schema.getFixedSize());
      case STRING, BYTES -> ArrayDecoder::skipText;
      case ARRAY -> items(of(schema.getElementType()));
      case MAP -> items(all(List.of(ArrayDecoder::skipText, of(schema.getValueType()))));
      case UNION -> either(schema.getTypes().stream().map(FieldSkip::of).toList());
      case RECORD ->
          all(schema.getFields().stream().map(Schema.Field::schema).map(FieldSkip::of).toList());
    };
  }

  /** One after the other; what has a known length together is passed over at once. */
  static FieldSkip all(List<FieldSkip> parts) {
    List<FieldSkip> joined = new ArrayList<>();
    for (FieldSkip part : parts) {
      int last = joined.size() - 1;
      if (part instanceof Bytes more && last >= 0 && joined.get(last) instanceof Bytes some) {
        joined.set(last, new Bytes(some.count + more.count));
      } else {
        joined.add(part);
      }
    }
    FieldSkip[] each = joined.toArray(FieldSkip[]::new);
    return in -> {
      for (FieldSkip part : each) {
        part.over(in);
      }
    };
  }

  private static FieldSkip either(List<FieldSkip> branches) {
    FieldSkip[] each = branches.toArray(FieldSkip[]::new);
    return in -> {
      int branch = in.readInt();
      if (branch < 0 || branch >= each.length) {
        throw new IllegalArgumentException("no branch " + branch + " at byte " + in.place());
      }
      each[branch].over(in);
    };
  }

  private static FieldSkip items(FieldSkip item) {
    return in -> {
      for (int block; (block = in.blockUnlessSkipped()) > 0; ) {
        if (item instanceof Bytes bytes) {
          in.skip(Math.multiplyExact(bytes.count, block));
          continue;
        }
        for (int i = 0; i < block; i++) {
          item.over(in);
        }
      }
    };
  }

  /** So many, whatever they say. */
  record Bytes(int count) implements FieldSkip {
    @Override
    public void over(ArrayDecoder in) {
      in.skip(count);
    }
  }
}
