package dev.surety.wire.json;

import java.io.IOException;

/**
 * What the value of a field must be.
 *
 * @param reader reads it, or says what is wrong with it
 * @param schema the same in the words of JSON Schema, as text; of objects, what is not in {@code
 *     parts}
 * @param parts the fields of the object, or of each object of an array; {@code null} where it is
 *     none
 */
record ControlRule<T>(Reader<T> reader, String schema, ControlFields parts) {

  /** Reads the value that a parser stands at. */
  @FunctionalInterface
  interface Reader<T> {
    T read(FieldReader in) throws IOException, MalformedRecord;
  }

  ControlRule(Reader<T> reader, String schema) {
    this(reader, schema, null);
  }
}
