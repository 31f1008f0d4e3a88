package dev.surety.wire.json;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ControlUpdate.BudgetRemoved;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantShare.Opening;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;

/**
 * A budget over all tiers of a tenant: the control record, what a configuration has of it, and the
 * object {@code tenant_budget} of a standing.
 */
final class TenantBudgetJson {

  static final ControlField<String> TENANT =
      ControlField.required("tenant", ControlRules.KEY_PART, "The customer, by name.");

  static final ControlField<Long> VERSION =
      ControlField.required(
          "version",
          ControlRules.VERSION,
          "Orders the records of one subject: the greatest counts, whenever it arrives.");

  static final ControlField<Double> USD =
      ControlField.required(
          BudgetTermsJson.USD.name(),
          BudgetTermsJson.USD.rule(),
          "What answers of all its tiers may cost together in a window, USD, 0.000001 to a thousand"
              + " million.");

  static final ControlFields FIELDS =
      ControlFields.of(
          TENANT,
          VERSION,
          USD,
          BudgetTermsJson.PER,
          BudgetTermsJson.TIMEZONE,
          BudgetTermsJson.HARD);

  static final ControlFields OF_REMOVAL = ControlFields.of(TENANT, VERSION);

  private static final WireNames<Opening> OPENINGS = new WireNames<>(Opening.class, Opening.NEXT);

  private TenantBudgetJson() {}

  static BudgetUpdate read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    return new BudgetUpdate(
        tenant(given.get(TENANT)), given.get(VERSION), BudgetTermsJson.of(given));
  }

  static BudgetRemoved readRemoval(FieldReader in) throws IOException, MalformedRecord {
    Given given = OF_REMOVAL.read(in);
    return new BudgetRemoved(tenant(given.get(TENANT)), given.get(VERSION));
  }

  private static String tenant(String name) throws MalformedRecord {
    return Required.key(name, "*").tenant();
  }

  static void write(BudgetUpdate update, FieldWriter out) throws IOException {
    out.text(TENANT.name(), update.tenant()).integer(VERSION.name(), update.version());
    BudgetTermsJson.write(update.budget(), out);
  }

  static void write(TenantShare share, FieldWriter out) throws IOException {
    BudgetTermsJson.write(share.terms(), out);
    if (share.end() != 0) {
      out.time("begin", share.begin())
          .time("end", share.end())
          .number("granted_usd", share.grantedUsd())
          .number("former_usd", share.formerUsd())
          .number("planned_usd", share.plannedUsd());
      if (share.opening() != Opening.NEXT) {
        out.text("opening", OPENINGS.name(share.opening()));
      }
    }
  }

  static TenantShare readShare(FieldReader in) throws IOException, MalformedRecord {
    BudgetTermsJson.Draft terms = new BudgetTermsJson.Draft();
    long begin = 0;
    long end = 0;
    double granted = 0;
    double former = 0;
    double planned = 0;
    Opening opening = Opening.NEXT;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "begin" -> begin = in.time();
        case "end" -> end = in.time();
        case "granted_usd" -> granted = in.amount();
        case "former_usd" -> former = in.amount();
        case "planned_usd" -> planned = in.amount();
        case "opening" -> opening = in.oneOf(OPENINGS);
        default -> {
          if (!terms.take(field, in)) {
            in.skip();
          }
        }
      }
    }
    return new TenantShare(
        terms.terms("tenant_budget."), begin, end, granted, former, planned, opening);
  }

  static void write(TenantBudgetStanding standing, FieldWriter out) throws IOException {
    BudgetTermsJson.write(standing.terms(), out);
    out.time("begin", standing.begin())
        .time("end", standing.end())
        .number("spent_usd", standing.spentUsd())
        .number("granted_usd", standing.grantedUsd())
        .number("planned_usd", standing.plannedUsd())
        .number("wanted_usd", standing.wantedUsd())
        .number("coming_requests", standing.comingRequests());
  }

  static TenantBudgetStanding readStanding(FieldReader in) throws IOException, MalformedRecord {
    BudgetTermsJson.Draft terms = new BudgetTermsJson.Draft();
    Long begin = null;
    Long end = null;
    double spent = 0;
    double granted = 0;
    double planned = 0;
    double wanted = 0;
    double coming = 0;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "begin" -> begin = in.time();
        case "end" -> end = in.time();
        case "spent_usd" -> spent = in.amount();
        case "granted_usd" -> granted = in.amount();
        case "planned_usd" -> planned = in.amount();
        case "wanted_usd" -> wanted = in.amount();
        case "coming_requests" -> coming = in.amount();
        default -> {
          if (!terms.take(field, in)) {
            in.skip();
          }
        }
      }
    }
    BudgetTerms given = terms.terms("tenant_budget.");
    return new TenantBudgetStanding(
        given,
        Required.field("tenant_budget.begin", begin),
        Required.field("tenant_budget.end", end),
        spent,
        granted,
        planned,
        wanted,
        coming);
  }
}
