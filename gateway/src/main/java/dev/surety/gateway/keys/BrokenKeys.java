package dev.surety.gateway.keys;

import dev.surety.output.terminal.InputFault;
import java.io.IOException;

/** A file of keys is not there, or a line of it is no key; the message says how to mend it. */
final class BrokenKeys extends IOException implements InputFault {

  private static final long serialVersionUID = 1;

  BrokenKeys(String message) {
    super(message);
  }
}
