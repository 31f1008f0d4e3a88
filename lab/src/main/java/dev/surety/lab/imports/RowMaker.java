package dev.surety.lab.imports;

import dev.surety.wire.log.LoggedRequest;
import java.util.Locale;
import java.util.Set;

/** Makes requests of the fields of rows, whatever the rows were written in. */
final class RowMaker {

  /** The value of a field in a row, or {@code null}. */
  @FunctionalInterface
  interface Row {
    String get(LogField field);
  }

  private static final Set<String> GOOD =
      Set.of(
          "success",
          "succeeded",
          "ok",
          "200",
          "completed",
          "complete",
          "stop",
          "done",
          "0",
          "false");

  private static final Set<String> TEXTS =
      Set.of(
          "completion",
          "acompletion",
          "chat",
          "text_completion",
          "atext_completion",
          "responses",
          "aresponses",
          "anthropic_messages",
          "generate_content",
          "agenerate_content",
          "generate_content_stream",
          "agenerate_content_stream",
          "allm_passthrough_route",
          "llm_passthrough_route",
          "pass_through_endpoint",
          "generation",
          "chat_completion",
          "chat.completions");

  private final Intake intake;
  private final LabelScale scale;
  private final String defaultTenant;

  RowMaker(Intake intake, LabelScale scale, String defaultTenant) {
    this.intake = intake;
    this.scale = scale;
    this.defaultTenant = defaultTenant;
  }

  /**
   * @param place what names the row where it has no name of its own
   * @param whole the row as it was written, by its text
   * @param labels whether the row says only what somebody thought of a request
   */
  void take(Row row, String place, long line, Object whole, boolean labels) {
    if (labels) {
      label(row);
      return;
    }
    String model = row.get(LogField.MODEL);
    if (isFailed(row.get(LogField.STATUS)) || isError(row.get(LogField.FINISH))) {
      intake.passedOver("the request failed: no model answered");
    } else if (isTrue(row.get(LogField.CACHE))) {
      intake.passedOver("a cache answered");
    } else if (isOther(row.get(LogField.KIND))) {
      intake.passedOver("no text was asked for (embeddings, pictures, speech, ranks)");
    } else if (Cells.isNothing(model)) {
      intake.unreadable("no model", line, whole.toString());
    } else {
      intake.request(request(row, model.strip(), name(row, place, line, whole)), line);
    }
  }

  /** Where rows have a time and no name, two that are alike in all are one that was doubled. */
  private static String name(Row row, String place, long line, Object whole) {
    String id = row.get(LogField.ID);
    if (!Cells.isNothing(id)) {
      return id.strip();
    }
    return Cells.isNothing(row.get(LogField.TIME))
        ? place + ':' + line
        : "row-" + Long.toHexString(LongHashes.of(whole.toString()));
  }

  private LoggedRequest request(Row row, String model, String id) {
    return new LoggedRequest(
        id,
        time(row.get(LogField.TIME)),
        textOr(row.get(LogField.TENANT), defaultTenant),
        textOr(row.get(LogField.TIER), LoggedRequest.DEFAULT),
        tag(row.get(LogField.TAG)),
        model,
        tokens("input", row.get(LogField.IN_TOKENS)),
        tokens("output", row.get(LogField.OUT_TOKENS)),
        cost(row.get(LogField.COST), row.get(LogField.EXTRA_COST)),
        label(row.get(LogField.LABEL)),
        propensity(row.get(LogField.PROPENSITY)),
        null,
        isTrue(row.get(LogField.RANDOM)));
  }

  private static String textOr(String text, String otherwise) {
    return Cells.isNothing(text) ? otherwise : text.strip();
  }

  private long time(String text) {
    if (Cells.isNothing(text)) {
      return Long.MIN_VALUE;
    }
    long time = Cells.time(text);
    leftOut(time == Long.MIN_VALUE, "a time that is none");
    return time;
  }

  /** Of a list the first one: tags are contexts, and a request has one. */
  private static String tag(String text) {
    if (Cells.isNothing(text)) {
      return null;
    }
    String tag = text.strip();
    if (tag.startsWith("[")) {
      int from = tag.indexOf('"') + 1;
      int to = tag.indexOf('"', from);
      return from > 0 && to > from ? tag.substring(from, to) : null;
    }
    return tag;
  }

  private long tokens(String what, String text) {
    if (Cells.isNothing(text)) {
      return LoggedRequest.UNKNOWN;
    }
    double number = Cells.number(text);
    boolean wrong = !(number >= 0 && number <= Integer.MAX_VALUE);
    leftOut(wrong, what + " tokens that are no count");
    return wrong ? LoggedRequest.UNKNOWN : (long) number;
  }

  /** What was paid, and what was paid beside, to the one whose key was used. */
  private double cost(String text, String more) {
    double paid = cost(text);
    double beside = cost(more);
    return Double.isNaN(beside) ? paid : Double.isNaN(paid) ? beside : paid + beside;
  }

  private double cost(String text) {
    if (Cells.isNothing(text)) {
      return Double.NaN;
    }
    // As people's programs write money: $1,234.50.
    String plain = text.startsWith("$") ? text.substring(1).replace(",", "") : text;
    double number = Cells.number(plain);
    boolean wrong = !(number >= 0);
    leftOut(wrong, "a cost that is no sum of money");
    return wrong ? Double.NaN : number;
  }

  private double label(String text) {
    double label = scale.of(text);
    leftOut(label < 0, "a label that is off the scale (--labels)");
    return label < 0 ? Double.NaN : label;
  }

  private double propensity(String text) {
    if (Cells.isNothing(text)) {
      return Double.NaN;
    }
    double number = Cells.number(text);
    boolean wrong = !(number > 0 && number <= 1);
    leftOut(wrong, "a propensity that is not above 0 and at most 1");
    return wrong ? Double.NaN : number;
  }

  private void leftOut(boolean wrong, String reason) {
    if (wrong) {
      intake.valueLeftOut(reason);
    }
  }

  /** Of a row that says only what somebody thought of a request. */
  private void label(Row row) {
    String id = row.get(LogField.ID);
    double label = label(row.get(LogField.LABEL));
    if (!Cells.isNothing(id) && !Double.isNaN(label)) {
      intake.score(id.strip(), label);
    }
  }

  private static boolean isFailed(String status) {
    return !Cells.isNothing(status)
        && !GOOD.contains(status.strip().toLowerCase(Locale.ROOT))
        && !isGood(Cells.number(status));
  }

  /** HTTP's, and nothing, also as programs write them that know no whole numbers: 200.0. */
  private static boolean isGood(double code) {
    return code == 0 || (code >= 200 && code < 300);
  }

  private static boolean isError(String finish) {
    return "error".equalsIgnoreCase(finish) || "cancelled".equalsIgnoreCase(finish);
  }

  private static boolean isOther(String kind) {
    return !Cells.isNothing(kind) && !TEXTS.contains(kind.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isTrue(String text) {
    return text != null
        && (text.equalsIgnoreCase("true")
            || text.equals("1")
            || text.equals("1.0")
            || text.equalsIgnoreCase("t")
            || text.equalsIgnoreCase("yes"));
  }
}
