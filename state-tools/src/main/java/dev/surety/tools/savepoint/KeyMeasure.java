package dev.surety.tools.savepoint;

import dev.surety.engine.Account;
import java.io.Serializable;

/** What keys are ranked by; goes where they are read. */
@FunctionalInterface
public interface KeyMeasure extends Serializable {
  double of(Account account);
}
