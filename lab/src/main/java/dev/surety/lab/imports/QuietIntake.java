package dev.surety.lab.imports;

import dev.surety.wire.log.LoggedRequest;

/** Hears only what was said of answers: what else there is, a second reading takes. */
record QuietIntake(Labels labels) implements Intake {

  @Override
  public void request(LoggedRequest request, long line) {}

  @Override
  public void passedOver(String reason) {}

  @Override
  public void unreadable(String reason, long line, String text) {}

  @Override
  public void valueLeftOut(String reason) {}

  @Override
  public void score(String of, double value) {
    labels.add(of, value);
  }
}
