package dev.surety.lab.train;

import dev.surety.domain.Features;

/**
 * Rows as the network sees them, with what came of every model; arrays are parallel.
 *
 * @param tag place of the tag
 * @param length class of the prompt's length
 * @param quality by row and model, 0..1
 * @param paid by row and model: what the answer cost over the dearest model's mean cost
 * @param expected likewise, as it can be expected of this request before the answer
 * @param usual by model: mean cost of its answers over that of the dearest, on the training rows
 */
record Examples(
    int[] tag,
    int[] length,
    Features[] words,
    float[][] quality,
    float[][] paid,
    float[][] expected,
    double[] usual) {

  int size() {
    return tag.length;
  }

  int models() {
    return quality.length == 0 ? 0 : quality[0].length;
  }
}
