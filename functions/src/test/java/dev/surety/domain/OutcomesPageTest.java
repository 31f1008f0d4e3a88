package dev.surety.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/outcomes.md says of every class what {@link OutcomeClass} says. */
class OutcomesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "outcomes.md");
  private static final Path NOTICES = Path.of("src/main/java/dev/surety/domain/Notice.java");
  private static final Path SOURCE = Path.of("src/main/java/dev/surety/domain/OutcomeClass.java");

  @Test
  void theTableIsThatOfTheJavadoc() throws IOException {
    Matcher row = Pattern.compile("<tr><td>(.*?)</td></tr>").matcher(Files.readString(SOURCE));
    StringBuilder table = new StringBuilder();
    while (row.find()) {
      table.append("| ").append(row.group(1).replace("</td><td>", " | ")).append(" |\n");
    }
    assertThat(Files.readString(PAGE))
        .as("docs/outcomes.md must have this table between its marks:%n%s", table)
        .contains("| --- | --- | --- | --- |\n" + table + "<!-- end of classes -->");
  }

  @Test
  void everyClassHasItsRow() throws IOException {
    List<String> named =
        between("classes")
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
            .map(line -> line.split(" ")[1])
            .skip(1)
            .toList();
    assertThat(named)
        .isEqualTo(
            Arrays.stream(OutcomeClass.values())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void everyNoticeStandsThereAsItsJavadocHasIt() throws IOException {
    Matcher constant =
        Pattern.compile("/\\*\\*(.*?)\\*/\\s+([A-Z_]+)[,;]", Pattern.DOTALL)
            .matcher(Files.readString(NOTICES).replaceFirst("(?s).*public enum", ""));
    StringBuilder table = new StringBuilder("\n| notice | what was odd |\n| --- | --- |\n");
    while (constant.find()) {
      String text = constant.group(1).replace("*", " ").replaceAll("\\s+", " ").strip();
      table.append("| `").append(constant.group(2).toLowerCase(Locale.ROOT)).append("` | ");
      table.append(text).append(" |\n");
    }
    assertThat(between("notices"))
        .as("docs/outcomes.md must have this table between its marks:%n%s", table)
        .isEqualTo(table.toString());
    assertThat(Notice.values())
        .extracting(Notice::word)
        .allSatisfy(word -> assertThat(table).contains('`' + word + '`'));
    assertThat(Notice.count()).isLessThanOrEqualTo(Notice.MOST);
  }

  private static String between(String mark) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("<!-- " + mark + " -->") + mark.length() + 9;
    return page.substring(from, page.indexOf("<!-- end of " + mark + " -->"));
  }
}
