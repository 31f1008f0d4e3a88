package dev.surety.lab.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows with a column for each field: CSV, or JSON objects. */
final class TableReader {

  /** A row of a table that names the model of a response in a nested object, as many do. */
  private static final Set<String> CONTAINERS = Set.of("data", "rows", "logs", "response");

  private final RowMaker rows;
  private final Intake intake;
  private final ColumnMap columns;

  TableReader(RowMaker rows, Intake intake, ColumnMap columns) {
    this.rows = rows;
    this.intake = intake;
    this.columns = columns;
  }

  void csv(SourceFile file) throws IOException {
    CsvRecords records = new CsvRecords(file.text());
    List<String> header = records.header();
    if (header == null) {
      return;
    }
    int[] indices = columns.indices(header);
    String name = file.path().getFileName().toString();
    records.each(
        header,
        intake,
        row ->
            rows.take(
                field -> indices[field.ordinal()] < 0 ? null : row.get(indices[field.ordinal()]),
                name,
                records.line(),
                records.text(),
                columns.isLabels()));
  }

  void json(SourceFile file) throws IOException {
    String name = file.path().getFileName().toString();
    new JsonObjects(
            CONTAINERS,
            intake,
            (object, around, line) ->
                rows.take(
                    field -> text(object, columns.column(field)),
                    name,
                    line,
                    object,
                    columns.isLabels()))
        .read(file.text());
  }

  /** By its name, or through nested objects by a path with dots. */
  private static String text(ObjectNode object, String column) {
    if (column == null) {
      return null;
    }
    JsonNode value = object.get(column);
    if (value == null && column.indexOf('.') >= 0) {
      value = object;
      for (String part : column.split("\\.")) {
        value = value.path(part);
      }
    }
    return value == null || value.isNull() || value.isMissingNode()
        ? null
        : value.isValueNode() ? value.asText() : value.toString();
  }

  /** The names of the fields of the first object of a file. */
  static List<String> firstNames(SourceFile file) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      new JsonObjects(
              CONTAINERS,
              new QuietIntake(new Labels(), new ImportCounts()),
              (object, around, line) -> {
                names.addAll(names(object));
                throw new FirstSeen();
              })
          .read(file.text());
    } catch (FirstSeen seen) {
      return names;
    }
    return names;
  }

  /** The names of the fields of an object, those of objects in it with a dot. */
  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      names.add(field.getKey());
      if (field.getValue() instanceof ObjectNode nested) {
        nested.fieldNames().forEachRemaining(name -> names.add(field.getKey() + '.' + name));
      }
    }
    return names;
  }

  /** Ends a reading that has what it wants. */
  private static final class FirstSeen extends RuntimeException {
    private static final long serialVersionUID = 1;

    FirstSeen() {
      super(null, null, false, false);
    }
  }
}
