package dev.surety.output.page;

import dev.surety.output.chart.Drawing;
import java.util.List;

/** A part of a page, as what it means. Every text is shown as it stands, whoever wrote it. */
public sealed interface Block {

  /**
   * A title.
   *
   * @param level 1 for the page's own, 2 and 3 for parts of it
   */
  record Heading(int level, Phrase phrase) implements Block {

    /** A title of words alone. */
    public Heading(int level, String text) {
      this(level, Phrase.of(text));
    }
  }

  /** Running text. */
  record Paragraph(Phrase phrase) implements Block {

    /** Words alone. */
    public Paragraph(String text) {
      this(Phrase.of(text));
    }
  }

  /** Names and what they come to, side by side. */
  record Facts(List<Fact> facts) implements Block {}

  /** The few facts that a page begins with, in large figures. */
  record Tiles(List<Fact> facts) implements Block {}

  /**
   * A table, its first column of words, the others of figures.
   *
   * @param heads a name a column
   */
  record Table(List<String> heads, List<List<TableCell>> rows) implements Block {}

  /** Pictures beside each other, as many as there is room for. */
  record Charts(List<Figure> figures) implements Block {}

  /** Which colour or line stands for what, for the pictures that follow. */
  record Legend(List<Swatch> swatches) implements Block {}

  /** A small picture and the words that say the same. */
  record Gauge(Drawing drawing, Phrase phrase) implements Block {}

  /** What can be folded away. */
  record Fold(String summary, boolean open, List<Block> blocks) implements Block {}

  /**
   * A part that can be linked to, and begins a sheet of paper.
   *
   * @param anchor unique on the page
   */
  record Section(String anchor, List<Block> blocks) implements Block {}

  /** What happened, in the order of time. */
  record Events(List<Event> events) implements Block {}

  /** What words of the page mean. */
  record Notes(List<Fact> notes) implements Block {}

  /**
   * A name and what it comes to.
   *
   * @param note small beside it; may be empty
   */
  record Fact(String name, String value, String note) {

    /** A fact without a note. */
    public Fact(String name, String value) {
      this(name, value, "");
    }
  }

  /**
   * A cell of a table.
   *
   * @param columns how many it spans
   */
  record TableCell(Phrase phrase, Mood mood, int columns) {

    /** A cell of words alone. */
    public static TableCell of(String text) {
      return of(Phrase.of(text));
    }

    /** A cell of one column, without a mood. */
    public static TableCell of(Phrase phrase) {
      return new TableCell(phrase, Mood.NONE, 1);
    }

    /** A cell that is good or bad news. */
    public static TableCell verdict(String text, boolean kept) {
      return new TableCell(Phrase.of(text), kept ? Mood.MET : Mood.MISSED, 1);
    }

    /** As an attribute, which is left out where it says nothing. */
    String span() {
      return columns == 1 ? null : Integer.toString(columns);
    }

    /** A row of cells of words alone. */
    public static List<TableCell> row(String... texts) {
      return List.of(texts).stream().map(TableCell::of).toList();
    }
  }

  /** Whether a figure is good or bad news; it must say so without its colour too. */
  enum Mood {
    NONE(null),
    MET("met"),
    MISSED("missed");

    final String style;

    Mood(String style) {
      this.style = style;
    }
  }

  /**
   * A picture with its caption.
   *
   * @param legend of this picture alone; may be empty
   */
  record Figure(String caption, Drawing drawing, List<Swatch> legend) {

    /** A picture without a legend of its own. */
    public Figure(String caption, Drawing drawing) {
      this(caption, drawing, List.of());
    }
  }

  /**
   * An entry of a legend.
   *
   * @param style a class of the style sheet
   */
  record Swatch(String style, String name) {

    /** What has the n-th of the twelve colours, from 0; the last is grey. */
    public static Swatch colour(int n, String name) {
      return new Swatch("c" + n, name);
    }
  }

  /**
   * What happened.
   *
   * @param kind a word or two for it
   */
  record Event(String time, String kind, String text) {}
}
