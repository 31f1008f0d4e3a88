package dev.surety.output.terminal;

import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * How every command of {@code ./surety} reports what went wrong: one line that says what, and where
 * to read on. A page of options or a stack trace would hide it; {@code
 * SURETY_JAVA_OPTS=-Dsurety.log=DEBUG} brings the trace back. Exit codes: 1 the work failed, 2 bad
 * usage or input.
 */
public final class PlainErrors {

  private PlainErrors() {}

  /** The same command line, reporting so. */
  public static CommandLine on(CommandLine commands) {
    return commands
        .setParameterExceptionHandler(PlainErrors::badUsage)
        .setExecutionExceptionHandler(PlainErrors::failed);
  }

  private static int badUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + e.getMessage());
    command.getErr().println(name + " --help lists the options.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    String missing = missing(e);
    String message =
        missing != null ? missing : e.getMessage() == null ? e.toString() : e.getMessage();
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
    if (System.getProperty("surety.log", "").equals("DEBUG")) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof InputFault || missing != null
        ? command.getCommandSpec().exitCodeOnInvalidInput()
        : command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** What Java says by a path alone, as a sentence; {@code null} of all else. */
  private static String missing(Exception e) {
    if (e instanceof NoSuchFileException none) {
      return "there is no file or folder " + none.getFile() + "; check the path";
    }
    if (e instanceof NotDirectoryException file) {
      return file.getFile() + " is not a folder; check the path";
    }
    return null;
  }
}
