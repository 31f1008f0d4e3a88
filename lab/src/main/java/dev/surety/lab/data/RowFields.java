package dev.surety.lab.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** The fields of one row, checked as they are read. */
final class RowFields {

  private final Path file;
  private final long line;
  private final JsonNode row;
  private final ModelPool pool;

  RowFields(Path file, long line, JsonNode row, ModelPool pool) {
    this.file = file;
    this.line = line;
    this.row = row;
    this.pool = pool;
  }

  boolean has(String key) {
    return row.hasNonNull(key);
  }

  String text(String key) throws DataFormatException {
    JsonNode value = row.path(key);
    if (!value.isTextual()) {
      throw wrong("\"" + key + "\" is missing or no string.", "Add it.");
    }
    return value.asText();
  }

  int count(String key, int fallback) throws DataFormatException {
    JsonNode value = row.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return fallback;
    }
    if (!value.canConvertToInt() || value.asInt() < 0) {
      throw wrong(
          "\"" + key + "\" is " + value + ".", "It is a count: a whole number of at least 0.");
    }
    return value.asInt();
  }

  /** One number a model, 0..max; NaN where the row has null. */
  double[] numbers(String key, double max) throws DataFormatException {
    JsonNode array = row.path(key);
    if (!array.isArray()) {
      throw wrong("\"" + key + "\" is missing or no array.", "Add one number a model.");
    }
    if (array.size() != pool.size()) {
      throw wrong(
          "\""
              + key
              + "\" has "
              + array.size()
              + " numbers, the models file "
              + pool.size()
              + " models.",
          "Give one number a model, in the order of the models file; null for no answer.");
    }
    double[] numbers = new double[array.size()];
    for (int m = 0; m < numbers.length; m++) {
      numbers[m] = number(key, m, array.get(m), max);
    }
    return numbers;
  }

  /** Finite numbers, at least one. */
  float[] vector(String key) throws DataFormatException {
    JsonNode array = row.path(key);
    float[] vector = new float[array.size()];
    boolean finite = array.isArray() && vector.length > 0;
    for (int i = 0; finite && i < vector.length; i++) {
      vector[i] = array.get(i).floatValue();
      finite = array.get(i).isNumber() && Float.isFinite(vector[i]);
    }
    if (!finite) {
      throw wrong("\"" + key + "\" is no array of numbers.", "Give the vector, or leave it out.");
    }
    return vector;
  }

  private double number(String key, int model, JsonNode value, double max)
      throws DataFormatException {
    if (value.isNull()) {
      return Double.NaN;
    }
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    if (!(number >= 0 && number <= max)) {
      String range = max == 1 ? "lies in 0..1" : "is at least 0";
      throw wrong(
          "\"" + key + "\" of " + pool.get(model).name() + " is " + value + ".",
          "It " + range + ", or is null for no answer.");
    }
    return number;
  }

  private DataFormatException wrong(String what, String mend) {
    return new DataFormatException(file, line, what, mend);
  }
}
