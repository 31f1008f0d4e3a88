package dev.surety.job.options;

/**
 * Where a value was given, in the words of the one who gave it.
 *
 * @param text for messages, such as {@code surety.yaml line 12} or {@code argument --kafka.start}
 */
record Origin(String text) {

  static final Origin DEFAULT = new Origin("default");

  static Origin file(String file, int line) {
    return new Origin(file + " line " + line);
  }

  static Origin environment(String variable) {
    return new Origin("environment variable " + variable);
  }

  static Origin argument(String key) {
    return new Origin("argument --" + key);
  }

  @Override
  public String toString() {
    return text;
  }
}
