package dev.surety.output.page;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;

/**
 * A page: one file with its style that needs nothing else, for light and dark screens, phones,
 * desks and paper. It has no date of its own, so the same facts give the same page.
 *
 * @param title of the window and of the page
 * @param blocks what it shows; they have the heading of level 1
 * @param life what keeps it up to date, or {@code null}
 */
public record Page(String title, List<Block> blocks, Life life) {

  private static final String STYLE = Resource.text(Page.class, "page.css");

  /**
   * What keeps a page up to date: a browser that runs scripts draws it from data, one that does not
   * shows the blocks and asks for the page again.
   *
   * @param script trusted; draws {@code #main} anew from the text of {@code #data}
   * @param data what it begins with, JSON
   * @param seconds between two pages where there are no scripts
   */
  public record Life(String script, String data, int seconds) {}

  /** A page that stays as it is. */
  public Page(String title, List<Block> blocks) {
    this(title, blocks, null);
  }

  /** The style sheet as it stands in every page, for a server that allows no other. */
  public static String style() {
    return STYLE;
  }

  /** The page as HTML. */
  public String html() {
    StringOutput html = new StringOutput();
    JtepageGenerated.render(new OwaspHtmlTemplateOutput(html), null, this);
    return html.toString();
  }
}
