package dev.surety.domain;

import java.util.Arrays;

/**
 * What a tagger sees of a request that came without a tag: how often which hashed words and pairs
 * stand in its prompt, and its embedding, rounded. Made where the prompt is read and gone when the
 * request is decided: no state, journal or topic has it.
 *
 * @param terms ascending, each a dimension below {@value #DIMENSIONS} times {@value #COUNTS} and
 *     how often it occurs, 1 to 15; of one that occurs more often there are several
 * @param embedding in steps of 1/127 of its greatest value; empty where the request had none
 */
public record Sketch(short[] terms, byte[] embedding) {

  /** Dimensions that words and pairs are hashed into. */
  public static final int DIMENSIONS = 4096;

  /** What a term's dimension is multiplied by, to leave room for a count. */
  public static final int COUNTS = 16;

  /** Of a request with a tag, without a prompt, or where nobody looks at prompts. */
  public static final Sketch NONE = new Sketch(new short[0], new byte[0]);

  public boolean isEmpty() {
    return terms.length == 0 && embedding.length == 0;
  }

  /** The dimension of a term, 0 to {@value #DIMENSIONS} - 1. */
  public static int dimension(short term) {
    return (term & 0xffff) / COUNTS;
  }

  /** How often a term says that it occurs. */
  public static int count(short term) {
    return term & (COUNTS - 1);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Sketch that
        && Arrays.equals(terms, that.terms)
        && Arrays.equals(embedding, that.embedding);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(terms) + Arrays.hashCode(embedding);
  }

  @Override
  public String toString() {
    return "Sketch[" + terms.length + " terms, " + embedding.length + " dimensions]";
  }
}
