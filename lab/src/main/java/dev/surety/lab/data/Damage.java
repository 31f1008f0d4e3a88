package dev.surety.lab.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is wrong with a file as a whole or with a line's form, and the mend that helps. */
final class Damage {

  static final String ONE_A_LINE = "Write one JSON object a line, without line breaks in it.";

  private static final String CONVERT =
      "Convert it: one JSON object a line, with the fields that docs/data.md tells.";
  private static final Pattern NO_NUMBER =
      Pattern.compile("token '[-+]?(nan|inf|infinity)'", Pattern.CASE_INSENSITIVE);
  private static final Pattern TABLE = Pattern.compile("\\s*[^{\\[\\s][^{]*[,;\\t].*");

  private final Path file;

  Damage(Path file) {
    this.file = file;
  }

  static DataFormatException name(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(csv|tsv|pkl|parquet)(\\.gz)?")
        ? new DataFormatException(
            file, "a data file is JSON lines and ends in .jsonl.gz or .jsonl.", CONVERT)
        : new DataFormatException(
            file,
            "the name of a data file ends in .jsonl.gz or .jsonl.",
            "Rename it if it holds one JSON object a line; else convert it, see docs/data.md.");
  }

  /**
   * Looks at a text's first bytes.
   *
   * @throws DataFormatException if they are those of another form
   */
  void checkStart(byte[] head) throws DataFormatException {
    if (begins(head, 0x1f, 0x8b)) {
      throw wrong(
          1,
          "the content is gzip, which the name doesn't say, or was compressed twice.",
          "Rename it to end in .jsonl.gz, or unpack it once with gunzip.");
    }
    if (begins(head, 'P', 'K', 3, 4)) {
      throw wrong(1, "a zip archive.", "Unpack it.");
    }
    if (begins(head, 'P', 'A', 'R', '1')) {
      throw wrong(1, "a Parquet file.", CONVERT);
    }
    if (begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff)) {
      throw wrong(1, "not UTF-8 but UTF-16.", "Save the file as UTF-8 without a byte order mark.");
    }
  }

  private static boolean begins(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  DataFormatException encoding(long line) {
    return wrong(line, "not UTF-8.", "Save the file as UTF-8.");
  }

  /** A gzip file that is none, is cut off or damaged. */
  DataFormatException gzip(long line, IOException e) {
    String what = "not a whole gzip file: ";
    if (e instanceof EOFException) {
      return wrong(
          line,
          what + "it ends in the middle.",
          "It was cut off: copy or make it again, and see that gzip -t takes it.");
    }
    if ("Not in GZIP format".equals(e.getMessage())) {
      return wrong(
          line,
          what + "it doesn't begin like one.",
          "If it is plain text rename it to end in .jsonl, else compress it with gzip.");
    }
    return wrong(
        line,
        what + e.getMessage() + ".",
        "Rows are lost from here on: copy or make it again, and see that gzip -t takes it.");
  }

  /** A line that is no JSON, or more than one object. */
  DataFormatException syntax(long line, String text, JsonProcessingException e) {
    if (text.startsWith("\ufeff")) {
      return wrong(
          line, "begins with a byte order mark.", "Save as UTF-8 without one (no \"BOM\").");
    }
    if (line == 1 && TABLE.matcher(text).matches()) {
      return wrong(line, "looks like the head of a table (CSV), not like JSON.", CONVERT);
    }
    return syntax(line, e, ONE_A_LINE);
  }

  /**
   * Any JSON that can't be read.
   *
   * @param mend what helps, unless a better one is known
   */
  DataFormatException syntax(long line, JsonProcessingException e, String mend) {
    String found = e.getOriginalMessage();
    if (NO_NUMBER.matcher(found).find()) {
      return wrong(
          line,
          "not JSON, which has no NaN and no infinity.",
          "Write null where a model has no answer.");
    }
    if (e instanceof MismatchedInputException && found.startsWith("Trailing")) {
      return wrong(line, "more follows behind a JSON object.", "Give each object its own line.");
    }
    if (e instanceof MismatchedInputException && found.startsWith("Duplicate")) {
      return wrong(line, "a field stands twice in one object.", "Only one of the two can count.");
    }
    return wrong(line, "not JSON: " + found + ".", mend);
  }

  /** JSON, but no object. */
  DataFormatException noObject(long line, String text) {
    return wrong(
        line,
        "not a JSON object.",
        text.stripLeading().startsWith("[")
            ? "Give each object of the array a line of its own: jq -c '.[]' FILE."
            : ONE_A_LINE);
  }

  private DataFormatException wrong(long line, String what, String mend) {
    return new DataFormatException(file, line, what, mend);
  }
}
