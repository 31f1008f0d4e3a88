package dev.surety.lab.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** CSV as others write it: what was quoted comes back, and what is broken costs itself alone. */
class CsvRecordsTest {

  private static List<List<String>> read(String text) throws IOException {
    CsvRecords records = new CsvRecords(new BufferedReader(new StringReader(text)));
    List<List<String>> rows = new ArrayList<>(List.of(records.header()));
    for (List<String> cells; (cells = records.next()) != null; ) {
      rows.add(List.copyOf(cells));
    }
    return rows;
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell =
        Arbitraries.strings().withChars("ab,;\"\n \u00fc'[]{}|\t").ofMaxLength(12);
    return cell.list().ofSize(4).list().ofMaxSize(6);
  }

  @Property
  void whatWasQuotedComesBack(@ForAll("tables") List<List<String>> rows) throws IOException {
    StringBuilder csv = new StringBuilder("one,two,three,four\n");
    for (List<String> row : rows) {
      csv.append(
              String.join(",", row.stream().map(c -> '"' + c.replace("\"", "\"\"") + '"').toList()))
          .append('\n');
    }

    List<List<String>> got = read(csv.toString());

    assertThat(got.subList(1, got.size())).isEqualTo(rows);
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsOwnRecordAlone() throws IOException {
    StringBuilder csv = new StringBuilder("a,b\n1,2\n\"open,3\n");
    for (int i = 0; i < 20; i++) {
      csv.append("x").append(i).append(",y\n");
    }

    List<List<String>> rows = read(csv.toString());

    assertThat(rows).hasSize(1 + 1 + 1 + 20);
    assertThat(rows.get(2)).isEmpty();
    assertThat(rows.get(3)).containsExactly("x0", "y");
  }

  @Test
  void otherSeparatorsAreToldByTheHeader() throws IOException {
    assertThat(read("a;b;c\n1;2,5;3\n").get(1)).containsExactly("1", "2,5", "3");
    assertThat(read("a\tb\n1\t2\n").get(1)).containsExactly("1", "2");
  }
}
