package dev.surety.wire.journal;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/** The schema of {@code journal.avsc} and the words that stand in its text fields. */
final class JournalSchema {

  static final Schema SCHEMA = load();

  /** The sub-records, in their order; exactly one is set, and {@code kind} names it. */
  enum Section {
    DECISION,
    OUTCOME,
    CLOSED,
    CONFIG,
    LINEAGE
  }

  static final Words<Section> SECTIONS = Words.of(Section.class);
  static final Words<Decision.Reason> REASONS = Words.of(Decision.Reason.class);
  static final Words<Feedback.Source> SOURCES = Words.of(Feedback.Source.class);
  static final Words<OutcomeClass> CLASSES = Words.of(OutcomeClass.class);
  static final Words<Notice> NOTICES = Words.of(Notice.class);
  static final Words<Closed.Cause> CAUSES = Words.of(Closed.Cause.class);

  private JournalSchema() {}

  /**
   * An enum as the journal writes it. Text, not an Avro enum: a reader with an older schema, or a
   * tool that can't map enums, must not fail on a new constant.
   *
   * @param constants all of them, in their order
   */
  record Words<E extends Enum<E>>(List<E> constants, List<String> words) {

    static <E extends Enum<E>> Words<E> of(Class<E> type) {
      List<E> constants = List.of(type.getEnumConstants());
      return new Words<>(
          constants, constants.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList());
    }

    String of(E constant) {
      return words.get(constant.ordinal());
    }

    /**
     * @throws IllegalArgumentException for a word that this version does not know
     */
    E parse(String field, CharSequence text) {
      int i = words.indexOf(text.toString());
      if (i < 0) {
        throw new IllegalArgumentException(
            "field %s is '%s', known are %s; read it with the version that wrote it"
                .formatted(field, text, words));
      }
      return constants.get(i);
    }
  }

  private static Schema load() {
    try (InputStream in = JournalSchema.class.getResourceAsStream("journal.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("journal.avsc is not on the class path", e);
    }
  }
}
