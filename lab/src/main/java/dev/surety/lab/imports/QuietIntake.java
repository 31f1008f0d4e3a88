package dev.surety.lab.imports;

import dev.surety.wire.log.LoggedRequest;

/**
 * Hears only what was said of answers, and which of it is no label: what else there is, a second
 * reading takes.
 */
record QuietIntake(Labels labels, ImportCounts counts) implements Intake {

  @Override
  public void request(LoggedRequest request, long line) {}

  @Override
  public void passedOver(String reason) {}

  @Override
  public void unreadable(String reason, long line, String text) {}

  @Override
  public void valueLeftOut(String reason) {
    counts.leftOut(reason);
  }

  @Override
  public void score(String of, double value) {
    labels.add(of, value);
  }
}
