package dev.surety.output.terminal;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file or folder that a command was given is missing, or is none of those that it reads. */
public final class BadFile extends BrokenInput {

  private static final long serialVersionUID = 1;

  /**
   * @param message says what, where and how to mend it
   */
  public BadFile(String message) {
    super(message);
  }

  /**
   * Looks whether a file is there.
   *
   * @param mend what to do if not
   * @throws BadFile if there is none, or a folder
   */
  public static void require(Path file, String mend) {
    if (Files.isDirectory(file)) {
      throw new BadFile(file + " is a folder, not a file; " + mend);
    }
    if (Files.notExists(file)) {
      throw new BadFile("there is no file " + file + "; " + mend);
    }
  }

  /**
   * Looks whether a folder is there.
   *
   * @param mend what to do if not
   * @throws BadFile if there is none, or a file
   */
  public static void requireFolder(Path folder, String mend) {
    if (!Files.isDirectory(folder)) {
      throw new BadFile("there is no folder " + folder + "; " + mend);
    }
  }
}
