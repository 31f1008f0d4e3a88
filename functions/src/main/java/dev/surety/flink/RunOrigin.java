package dev.surety.flink;

/**
 * How a run was started.
 *
 * @param run that it continues, or {@code null}
 * @param epoch of the checkpoint or savepoint that it was restored from, or -1
 * @param began when its first row was written, milliseconds since 1970; -1 before that
 */
record RunOrigin(String run, long epoch, long began) {

  private static final String BETWEEN = " ";

  RunOrigin at(long now) {
    return new RunOrigin(run, epoch, now);
  }

  /** As it stands in the state. */
  String toText() {
    return String.join(BETWEEN, Long.toString(epoch), Long.toString(began), run == null ? "" : run);
  }

  static RunOrigin parse(String text) {
    String[] parts = text.split(BETWEEN, -1);
    return new RunOrigin(
        parts[2].isEmpty() ? null : parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }
}
