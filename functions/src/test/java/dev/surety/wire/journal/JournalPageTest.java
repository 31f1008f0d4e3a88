package dev.surety.wire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The fields in {@code docs/journal.md} are those of the schema. */
class JournalPageTest {

  private static final Path PAGE = Path.of("..", "docs", "journal.md");
  private static final String BEGIN = "<!-- fields: written by JournalPageTest -->\n";
  private static final String END = "<!-- end of fields -->\n";
  private static final String WRITE = "surety.write-pages";
  private static final String COMMAND =
      "./mvnw -q -pl functions test -Dtest=JournalPageTest -D" + WRITE;

  @Test
  void thePageHasEveryFieldOfTheSchema() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String fields = fields();
    if (System.getProperty(WRITE) != null) {
      Files.writeString(PAGE, page.substring(0, from) + fields + page.substring(to));
      page = Files.readString(PAGE);
      to = page.indexOf(END);
    }

    assertThat(page.substring(from, to))
        .as("docs/journal.md is stale; write it anew with: %s", COMMAND)
        .isEqualTo(fields);
  }

  private static String fields() {
    StringBuilder text = new StringBuilder("\n| field | type | meaning |\n| --- | --- | --- |\n");
    rows(text, "", JournalAvro.schema());
    return text.append('\n').toString();
  }

  private static void rows(StringBuilder text, String path, Schema record) {
    for (Schema.Field field : record.getFields()) {
      String name = path + field.name();
      Schema type = notNull(field.schema());
      text.append("| `%s` | %s | %s |\n".formatted(name, word(field.schema()), field.doc()));
      if (type.getType() == Schema.Type.RECORD) {
        rows(text, name + ".", type);
      } else if (type.getType() == Schema.Type.ARRAY
          && type.getElementType().getType() == Schema.Type.RECORD) {
        rows(text, name + "[].", type.getElementType());
      }
    }
  }

  private static String word(Schema schema) {
    Schema type = notNull(schema);
    String word =
        type.getLogicalType() != null
            ? type.getLogicalType().getName()
            : switch (type.getType()) {
              case ARRAY -> "array of " + word(type.getElementType());
              case MAP -> "map of " + word(type.getValueType());
              default -> type.getType().name().toLowerCase(Locale.ROOT);
            };
    return type == schema ? word : word + ", or null";
  }

  private static Schema notNull(Schema schema) {
    List<Schema> types =
        schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    return types.stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .collect(Collectors.collectingAndThen(Collectors.toList(), found -> found.get(0)));
  }
}
