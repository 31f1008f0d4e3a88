package dev.surety.operate.control;

import dev.surety.operate.control.Change.Kind;
import dev.surety.output.terminal.Printable;
import java.util.ArrayList;
import java.util.List;

/** A plan as people read it, like a diff. */
final class ChangeText {

  private ChangeText() {}

  static List<String> lines(ChangePlan plan) {
    List<String> lines = new ArrayList<>();
    for (Change change : plan.changes()) {
      lines.add("%c %s".formatted(change.kind().sign, headline(change)));
      if (change.kind() == Kind.NEW || change.kind() == Kind.CHANGED) {
        FieldDiff.lines(change.kind() == Kind.NEW ? null : change.before(), change.update())
            .forEach(line -> lines.add("      " + line));
      }
    }
    plan.warnings().forEach(warning -> lines.add("! " + Printable.of(warning)));
    return lines;
  }

  private static String headline(Change change) {
    String subject = Printable.of(change.update().subject());
    long version = change.update().version();
    return switch (change.kind()) {
      case NEW -> "%s  new, version %d".formatted(subject, version);
      case CHANGED -> "%s  version %d -> %d".formatted(subject, change.before().version(), version);
      case REMOVED -> "%s  removed by version %d".formatted(subject, version);
      case SAME -> "%s  version %d is there already".formatted(subject, version);
    };
  }
}
