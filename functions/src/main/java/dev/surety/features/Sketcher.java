package dev.surety.features;

import dev.surety.domain.Chance;
import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import java.util.Arrays;

/**
 * Makes the {@link Sketch} of a request that came without a tag (fourth routing study, section 5):
 * of its prompt, and of the embedding that it brings. Words are runs of the letters a to z in lower
 * case, a run of digits counts as one word whatever number it is, any other character that is no
 * space is a word of its own; words and pairs of neighbours are hashed. The first {@value #WORDS}
 * words are read, so a prompt of megabytes costs no more than one of a page. Without options: what
 * a tagger was trained on is what the job shows it.
 *
 * <p>Not thread-safe: counters are kept between requests.
 */
public final class Sketcher {

  /** Words that are read of a prompt. */
  public static final int WORDS = 400;

  private static final int WORD_DIMENSIONS = Sketch.DIMENSIONS / Long.SIZE;
  private static final int MOST_COUNT = Sketch.COUNTS - 1;
  private static final long NUMBER = 1L << 32;
  private static final long START = 0x9e3779b97f4a7c15L;

  private final short[] counters = new short[Sketch.DIMENSIONS];
  private final long[] used = new long[WORD_DIMENSIONS];
  private int words;
  private long previous;

  /** The sketch; {@link Sketch#NONE} of a request with a tag, or with nothing to see. */
  public Sketch of(RoutingRequest request) {
    if (request.tag() != null) {
      return Sketch.NONE;
    }
    if (request.features().isEmpty() && request.prompt() == null) {
      return Sketch.NONE;
    }
    return new Sketch(
        request.prompt() == null ? Sketch.NONE.terms() : terms(request.prompt()),
        rounded(request.features()));
  }

  private short[] terms(String prompt) {
    words = 0;
    previous = 0;
    long word = 0;
    for (int i = 0; i < prompt.length() && words < WORDS; ) {
      int c = prompt.codePointAt(i);
      i += Character.charCount(c);
      int lower = c < 0x80 ? ascii(c) : Character.toLowerCase(c);
      if (lower >= 'a' && lower <= 'z') {
        word = ((word == NUMBER || word == 0 ? ended(word) : word) ^ lower) * 0x100000001b3L + 1;
        continue;
      }
      boolean digit = lower >= '0' && lower <= '9';
      if (digit && word == NUMBER) {
        continue;
      }
      if (word != 0) {
        take(word);
        word = 0;
      }
      if (digit) {
        word = NUMBER;
      } else if (!isSpace(lower) && words < WORDS) {
        take(lower + 1L);
      }
    }
    if (word != 0 && words < WORDS) {
      take(word);
    }
    return collect();
  }

  /** A word begins: a number before it has ended. */
  private long ended(long word) {
    if (word == NUMBER) {
      take(word);
    }
    return START;
  }

  private static int ascii(int c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  private static boolean isSpace(int c) {
    return c < 0x80
        ? c == ' ' || c >= '\t' && c <= '\r' || c >= 0x1c && c <= 0x1f
        : Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  private void take(long word) {
    count((int) Chance.mix(word));
    if (previous != 0) {
      count((int) Chance.mix(previous * 31 + word));
    }
    previous = word;
    words++;
  }

  private void count(int hash) {
    int dimension = hash & (Sketch.DIMENSIONS - 1);
    counters[dimension]++;
    used[dimension / Long.SIZE] |= 1L << dimension;
  }

  private short[] collect() {
    short[] terms = new short[2 * words];
    int at = 0;
    for (int i = 0; i < used.length; i++) {
      for (long bits = used[i]; bits != 0; bits &= bits - 1) {
        int dimension = i * Long.SIZE + Long.numberOfTrailingZeros(bits);
        for (int left = counters[dimension]; left > 0; left -= MOST_COUNT) {
          terms[at++] = (short) (dimension * Sketch.COUNTS + Math.min(left, MOST_COUNT));
        }
        counters[dimension] = 0;
      }
      used[i] = 0;
    }
    return Arrays.copyOf(terms, at);
  }

  private static byte[] rounded(Features embedding) {
    float[] values = embedding.values();
    float greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    if (greatest == 0) {
      return Sketch.NONE.embedding();
    }
    byte[] rounded = new byte[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (byte) Math.round(127 * (double) values[i] / greatest);
    }
    return rounded;
  }
}
