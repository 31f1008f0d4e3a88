package dev.surety.lab.data;

import dev.surety.output.terminal.InputFault;
import java.io.IOException;
import java.nio.file.Path;

/** A data file isn't as it should be; the message says what, where and how to mend it. */
public final class DataFormatException extends IOException implements InputFault {

  private static final long serialVersionUID = 1L;

  DataFormatException(Path file, String what, String mend) {
    super(file + ": " + what + " " + mend);
  }

  DataFormatException(Path file, long line, String what, String mend) {
    super(file + " line " + line + ": " + what + " " + mend);
  }
}
