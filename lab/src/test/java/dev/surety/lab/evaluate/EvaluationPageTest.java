package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class EvaluationPageTest {

  @TempDir private Path folder;

  @Test
  void needsNothingFromOutside() throws Exception {
    String icon = "<link rel=\"icon\" href=\"data:,\">"; // an empty one, so that none is asked for
    String page = page("mess-plus,fixed:small,fixed:big");
    assertThat(page).contains(icon);
    assertThat(page.replace(icon, ""))
        .doesNotContainIgnoringCase("<script", "<link", "<img", "src=", "href=", "@import", "url(")
        .doesNotContain("http:", "https:", "NaN", "Infinity");
  }

  @Test
  void showsEveryPictureOfEveryPolicy() throws Exception {
    String page = page("mess-plus,fixed:small,fixed:big");
    assertThat(page.split("<svg ", -1)).hasSize(1 + 1 + 2 + 3);
    assertThat(page).contains("mess-plus", "fixed:small", "fixed:big", "target 0.5, feedback 1");
  }

  @Test
  void picturesAreWellFormed() throws Exception {
    String page = page("fixed:small");
    int from = 0;
    for (int start = page.indexOf("<svg", from); start >= 0; start = page.indexOf("<svg", from)) {
      from = page.indexOf("</svg>", start) + "</svg>".length();
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(page.substring(start, from))));
    }
    assertThat(from).isPositive();
  }

  private String page(String policies) throws IOException, InterruptedException {
    EvaluationPlan plan = TinyData.plan(TinyData.read(folder), policies, FeedbackSetting.equal(1));
    return EvaluationPage.write(new Evaluator(plan).run(1, n -> {}));
  }
}
