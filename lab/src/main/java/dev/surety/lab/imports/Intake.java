package dev.surety.lab.imports;

import dev.surety.wire.log.LoggedRequest;

/** Takes what a reader of some format makes of a file. */
interface Intake {

  /** A request, by the name of its model that the file has; the intake knows the pool's. */
  void request(LoggedRequest request, long line);

  /** What is a row and no request that a model answered: said, and no fault. */
  void passedOver(String reason);

  /** What can't be read. */
  void unreadable(String reason, long line, String text);

  /** A value in a row that is kept without it. */
  void valueLeftOut(String reason);

  /** What somebody thought of an answer, by what names the answer; 0 to 1. */
  default void score(String of, double value) {}
}
