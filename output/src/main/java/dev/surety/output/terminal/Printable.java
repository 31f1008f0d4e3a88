package dev.surety.output.terminal;

/** Text that strangers wrote, for a terminal. */
public final class Printable {

  private Printable() {}

  /** Without control characters, which could move the cursor or forge lines. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]", "?");
  }
}
