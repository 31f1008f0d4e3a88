package dev.surety.wire.json;

import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import java.io.IOException;

/** The object {@code deadline} of a standing. */
final class DeadlineStandingJson {

  private DeadlineStandingJson() {}

  static void write(DeadlineStanding deadline, FieldWriter out) throws IOException {
    DeadlineTermsJson.write(deadline.terms(), out);
    out.text("precedence", DeadlineTermsJson.PRECEDENCES.name(deadline.terms().precedence()))
        .time("since", deadline.since())
        .integer("answers", deadline.answers())
        .integer("late", deadline.late())
        .number("in_time", deadline.inTime())
        .number("debt", deadline.debt())
        .number("price_usd", deadline.priceUsd())
        .truth("infeasible", deadline.infeasible());
  }

  static DeadlineStanding read(FieldReader in) throws IOException, MalformedRecord {
    Long first = null;
    Long total = null;
    Double share = null;
    Precedence precedence = Precedence.QUALITY;
    long since = 0;
    long answers = 0;
    long late = 0;
    double debt = 0;
    double priceUsd = Double.NaN;
    boolean infeasible = false;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "first_token_ms" -> first = in.integer(1, Long.MAX_VALUE);
        case "total_ms" -> total = in.integer(1, Long.MAX_VALUE);
        case "share" -> share = in.share();
        case "precedence" -> precedence = in.oneOf(DeadlineTermsJson.PRECEDENCES);
        case "since" -> since = in.time();
        case "answers" -> answers = in.integer(0, Long.MAX_VALUE);
        case "late" -> late = in.integer(0, Long.MAX_VALUE);
        case "debt" -> debt = in.number(-Double.MAX_VALUE, Double.MAX_VALUE);
        case "price_usd" -> priceUsd = in.amount();
        case "in_time" -> in.share();
        case "infeasible" -> infeasible = in.truth();
        default -> in.skip();
      }
    }
    Measure measure = first == null ? Measure.TOTAL : Measure.FIRST_TOKEN;
    long millis = first == null ? Required.field("deadline.total_ms", total) : first;
    return new DeadlineStanding(
        new DeadlineTerms(measure, millis, Required.field("deadline.share", share), precedence),
        since,
        answers,
        late,
        debt,
        priceUsd,
        infeasible);
  }
}
