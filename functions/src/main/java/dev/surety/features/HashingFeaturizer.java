package dev.surety.features;

import dev.surety.domain.Chance;
import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import java.util.Arrays;

/**
 * Hashed words and pairs of neighbouring words of the prompt, as a vector of unit length (feature
 * hashing, Weinberger et al. 2009, without the sign). A supplied embedding, which arrives as the
 * request's features, is folded into the same number of dimensions instead.
 *
 * <p>Reads the prompt once, without building strings; stops after {@code maxTerms} terms, so a
 * prompt of megabytes costs no more than one of a page.
 */
public final class HashingFeaturizer implements Featurizer {

  /**
   * Dimensions where nobody says otherwise: of the job, of a training and of an evaluation alike,
   * since what was learned at one length is noise at another.
   */
  public static final int DEFAULT_DIMENSIONS = 256;

  /** Words and pairs that are read of a prompt where nobody says otherwise; everywhere likewise. */
  public static final int DEFAULT_TERMS = 64;

  /** Dimensions up to which clearing and passing over a counter each is cheaper than sorting. */
  static final int MOST_COUNTERS = 1024;

  /** Of each ASCII character: its lower case if it is a letter or digit, else 0. */
  private static final byte[] WORD_CHARS = wordChars();

  private final int dimensions;
  private final int maxTerms;

  /**
   * @param dimensions length of the vector, a power of two
   * @param maxTerms words and pairs that are read
   */
  public HashingFeaturizer(int dimensions, int maxTerms) {
    if (Integer.bitCount(dimensions) != 1) {
      throw new IllegalArgumentException(
          "the number of hashed dimensions must be a power of two, not " + dimensions);
    }
    this.dimensions = dimensions;
    this.maxTerms = maxTerms;
  }

  @Override
  public Features features(RoutingRequest request) {
    if (!request.features().isEmpty()) {
      return fold(request.features());
    }
    return request.prompt() == null ? Features.NONE : ofText(request.prompt());
  }

  private Features fold(Features embedding) {
    // As wide as sums of any floats, and of their squares, need: 4096 times 3.4e38, or 1e-45.
    double[] dense = new double[dimensions];
    for (int i = 0; i < embedding.indices().length; i++) {
      dense[embedding.indices()[i] & (dimensions - 1)] += embedding.values()[i];
    }
    double squares = 0;
    for (double value : dense) {
      squares += value * value;
    }
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    int[] indices = new int[dimensions];
    float[] values = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      indices[i] = i;
      values[i] = (float) (dense[i] * scale);
    }
    return new Features(indices, values);
  }

  private Features ofText(String text) {
    int[] terms = new int[Math.min(maxTerms, text.length() + 1)];
    int found = 0;
    long previous = 0;
    long word = 0;
    for (int i = 0; i <= text.length() && found < terms.length; i++) {
      int c = i < text.length() ? wordChar(text.charAt(i)) : 0;
      if (c != 0) {
        word = (word ^ c) * 0x100000001b3L + 1;
      } else if (word != 0) {
        terms[found++] = dimension(word);
        if (previous != 0 && found < terms.length) {
          terms[found++] = dimension(previous * 31 + word);
        }
        previous = word;
        word = 0;
      }
    }
    return countTerms(terms, found);
  }

  /** The lower case of a letter or digit, 0 of anything else. */
  private static int wordChar(char c) {
    if (c < WORD_CHARS.length) {
      return WORD_CHARS[c];
    }
    return Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
  }

  private static byte[] wordChars() {
    byte[] chars = new byte[128];
    for (char c = 0; c < chars.length; c++) {
      chars[c] = (byte) (Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0);
    }
    return chars;
  }

  private int dimension(long term) {
    return (int) Chance.mix(term) & (dimensions - 1);
  }

  private Features countTerms(int[] terms, int found) {
    return dimensions <= MOST_COUNTERS ? counted(terms, found) : sorted(terms, found);
  }

  /** Of few dimensions: each has a counter, and a bit by which those in use are met in order. */
  Features counted(int[] terms, int found) {
    int[] counters = new int[dimensions];
    long[] used = new long[(dimensions + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < found; i++) {
      counters[terms[i]]++;
      used[terms[i] / Long.SIZE] |= 1L << terms[i];
    }
    int distinct = 0;
    for (long bits : used) {
      distinct += Long.bitCount(bits);
    }
    int[] indices = new int[distinct];
    float[] counts = new float[distinct];
    int at = 0;
    for (int word = 0; word < used.length; word++) {
      for (long bits = used[word]; bits != 0; bits &= bits - 1) {
        int dimension = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        indices[at] = dimension;
        counts[at++] = counters[dimension];
      }
    }
    return unitLength(indices, counts);
  }

  /** Of any number of dimensions. */
  static Features sorted(int[] terms, int found) {
    Arrays.sort(terms, 0, found);
    int[] indices = new int[found];
    float[] counts = new float[found];
    int distinct = 0;
    for (int i = 0; i < found; ) {
      int start = i;
      while (i < found && terms[i] == terms[start]) {
        i++;
      }
      indices[distinct] = terms[start];
      counts[distinct++] = i - start;
    }
    return unitLength(Arrays.copyOf(indices, distinct), Arrays.copyOf(counts, distinct));
  }

  /** Scales in place. */
  private static Features unitLength(int[] indices, float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return new Features(indices, values);
  }
}
