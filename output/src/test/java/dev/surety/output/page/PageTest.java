package dev.surety.output.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.estimator.Interval.Verdict;
import dev.surety.output.chart.Drawing;
import dev.surety.output.chart.IntervalChart;
import dev.surety.output.chart.LineChart;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.Mood;
import dev.surety.output.page.Block.Swatch;
import dev.surety.output.page.Block.TableCell;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a page is given stays text, in every kind of block. */
class PageTest {

  private static final String HOSTILE =
      "\"><script>taken()</script><img src=x onerror='taken()'>&amp;</style></title><!--";

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  @Test
  void everyKindOfBlockShowsWhatItIsGiven() {
    assertThat(everyKind("tellme").stream().map(Object::getClass))
        .as("an example of each kind")
        .containsAll(List.of(Block.class.getPermittedSubclasses()));
    for (Block block : everyKind("tellme")) {
      assertThat(new Page("title", List.of(block)).html())
          .as(block.getClass().getSimpleName())
          .contains("tellme");
    }
  }

  @Test
  void namesOfStrangersAreNoMarkupAnywhere() {
    for (Block block : everyKind(HOSTILE)) {
      String page = new Page("title", List.of(block)).html();
      assertThat(page)
          .as(block.getClass().getSimpleName())
          .doesNotContain("<script", "<img", "<!--", "&amp;&lt;/style>");
    }
    assertThat(new Page(HOSTILE, List.of(), new Page.Life("draw()", HOSTILE, 5)).html())
        .doesNotContain("<script>taken", "<img", "<!--")
        .contains("<script>draw()</script>");
  }

  @Property(tries = 300)
  void noTextChangesWhichTagsAPageHas(@ForAll String text) {
    assertThat(tags(new Page(text, everyKind(text)).html()))
        .isEqualTo(tags(new Page("x", everyKind("x")).html()));
  }

  @Test
  void aPageNeedsNothingFromElsewhereAndLooksTheSameEverywhere() {
    String page = new Page("title", everyKind("text")).html();

    assertThat(page).startsWith("<!DOCTYPE html>").contains("<style>" + Page.style() + "</style>");
    assertThat(page).doesNotContain("http:", "https:", "src=", "@import", "url(", "<script");
    assertThat(Page.style())
        .contains("prefers-color-scheme: dark", "max-width: 40rem", "@media print");
  }

  @Test
  void aLivePageIsAskedForAnewWhereNoScriptRuns() {
    Page.Life life = new Page.Life("draw()", "{\"a\":\"<b>\"}", 5);

    assertThat(new Page("title", everyKind("text"), life).html())
        .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>")
        .contains("<div id=\"data\" hidden>{\"a\":\"&lt;b&gt;\"}</div>");
  }

  private static List<Block> everyKind(String text) {
    Phrase phrase =
        Phrase.of(text)
            .strong(text)
            .code(text)
            .small(text)
            .link("anchor", text)
            .verdict(Verdict.KEPT);
    Drawing lines =
        LineChart.draw(
            text,
            text,
            List.of(new LineChart.Line(text, 1, new double[] {0, 1}, new double[] {0, 1})),
            0.5,
            true);
    List<Fact> facts = List.of(new Fact(text, text, "note" + text), new Fact("without", text));
    List<Swatch> legend = List.of(Swatch.colour(1, text));
    TableCell wide = new TableCell(phrase, Mood.NONE, 3);
    return List.of(
        new Block.Heading(1, text),
        new Block.Heading(2, phrase),
        new Block.Heading(3, text),
        new Block.Paragraph(phrase),
        new Block.Facts(facts),
        new Block.Tiles(facts),
        new Block.Table(List.of(text), List.of(List.of(TableCell.verdict(text, false), wide))),
        new Block.Charts(List.of(new Block.Figure(text, lines, legend))),
        new Block.Legend(legend),
        new Block.Gauge(IntervalChart.draw(text, 0.1, 0.2, 0.3, 0.2), phrase),
        new Block.Fold(text, true, List.of(new Block.Paragraph(text))),
        new Block.Section("anchor", List.of(new Block.Paragraph(text))),
        new Block.Events(List.of(new Block.Event(text, text, text))),
        new Block.Notes(facts));
  }

  /** Names of tags and their classes, in order: what texts are in attributes does not count. */
  private static List<String> tags(String page) {
    String body = page.substring(page.indexOf("</style>"));
    Matcher matcher = TAG.matcher(body.replaceAll("aria-label=\"[^\"]*\"", ""));
    return Stream.iterate(matcher, m -> m).takeWhile(Matcher::find).map(Matcher::group).toList();
  }
}
