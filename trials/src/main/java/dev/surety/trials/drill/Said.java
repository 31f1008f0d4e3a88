package dev.surety.trials.drill;

import java.util.Arrays;

/**
 * What a command said.
 *
 * @param text standard output and errors
 */
record Said(int exit, String text) {

  boolean tells(String... words) {
    return Arrays.stream(words).allMatch(text::contains);
  }
}
