package dev.surety.wire.json;

/**
 * Escapes let JSON say half a surrogate pair, which is no character and which UTF-8 cannot carry: a
 * text with one could be read but never be written again.
 */
final class Surrogates {

  private Surrogates() {}

  /** The first half pair at or after {@code from}, or -1. */
  static int half(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** The text with U+FFFD in the place of every half pair. */
  static String mended(String text) {
    int half = half(text, 0);
    if (half < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (; half >= 0; half = half(text, half + 1)) {
      mended.setCharAt(half, '\uFFFD');
    }
    return mended.toString();
  }
}
