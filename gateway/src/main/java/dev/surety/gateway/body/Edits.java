package dev.surety.gateway.body;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes to a text of bytes, by place; all that is between them stays as it is. */
final class Edits {

  private record Edit(int from, int to, byte[] with) {}

  private final List<Edit> edits = new ArrayList<>();

  /** What stands from one place to before another gives way; nothing does where both are one. */
  void replace(int from, int to, byte[] with) {
    edits.add(new Edit(from, to, with));
  }

  /**
   * The text with the changes. No two may overlap; what is put in at a place stands before what
   * gives way there.
   */
  byte[] apply(byte[] text) {
    if (edits.isEmpty()) {
      return text;
    }
    edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 64);
    int at = 0;
    for (Edit edit : edits) {
      out.write(text, at, edit.from - at);
      out.writeBytes(edit.with);
      at = edit.to;
    }
    out.write(text, at, text.length - at);
    return out.toByteArray();
  }
}
