package dev.surety.domain;

import java.util.Arrays;

/**
 * A sparse feature vector: {@code values[i]} stands at dimension {@code indices[i]}; dimensions are
 * distinct and ascending.
 */
public record Features(int[] indices, float[] values) {

  public static final Features NONE = new Features(new int[0], new float[0]);

  public Features {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          indices.length + " feature indices but " + values.length + " values");
    }
  }

  public boolean isEmpty() {
    return indices.length == 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Features that
        && Arrays.equals(indices, that.indices)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indices) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Features" + Arrays.toString(indices) + Arrays.toString(values);
  }
}
