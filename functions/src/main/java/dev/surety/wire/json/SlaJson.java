package dev.surety.wire.json;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.CertificateTerms;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.policy.Policies;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The fields of a promise, in a control record and in a configuration. */
final class SlaJson {

  /** {@code fixed:} and the name of a model, and some. */
  static final int MAX_POLICY = FieldReader.MAX_NAME + 50;

  static final WireNames<SlaPolicy.Mode> MODES = new WireNames<>(SlaPolicy.Mode.class, null);

  static final ControlField<String> TENANT =
      ControlField.required("tenant", ControlRules.KEY_PART, "The customer, or * for all.");

  static final ControlField<String> TIER =
      ControlField.required("tier", ControlRules.KEY_PART, "The service level, or * for all.");

  static final ControlField<Long> VERSION =
      ControlField.required(
          "version",
          ControlRules.VERSION,
          "Orders the records of one subject: the greatest counts, whenever it arrives.");

  static final ControlField<Double> TARGET =
      ControlField.required(
          "target", ControlRules.SHARE, "Share of answers that satisfy, 0 to 1: the promise.");

  static final ControlField<String> POLICY =
      ControlField.required(
          "policy",
          ControlRules.name(MAX_POLICY),
          "How it is kept: " + Policies.written(" or ") + ".");

  static final ControlField<Double> TOLERANCE =
      ControlField.optional(
          "tolerance",
          ControlRules.SHARE,
          0.0,
          "By how much the judge of the SLA lets the target be missed, as a share. Absent: "
              + "0, the promise is the target.");

  static final ControlField<Map<String, String>> PARAMETERS =
      ControlField.optional(
          "parameters",
          ControlRules.SCALARS,
          Map.of(),
          "Options of the policy, by name; numbers and truth values are taken as their texts. "
              + Policies.parametersWritten());

  static final ControlField<FeedbackTerms> FEEDBACK =
      ControlField.optional(
          "feedback",
          new ControlRule<>(
              in -> in.object(FeedbackTermsJson::read),
              "{\"type\":\"object\"}",
              FeedbackTermsJson.FIELDS),
          FeedbackTerms.DEFAULT,
          "How the users of the tenant are known to talk.");

  static final ControlField<SlaPolicy.Mode> MODE =
      ControlField.optional(
          "mode",
          ControlRules.oneOf(MODES),
          SlaPolicy.Mode.APPLY,
          "Whether decisions are meant to be executed, or only watched. Absent: apply.");

  static final ControlField<JudgeTerms> JUDGE =
      ControlField.optional(
          "judge",
          new ControlRule<>(
              in -> in.object(JudgeTermsJson::read),
              "{\"type\":\"object\"}",
              JudgeTermsJson.FIELDS),
          null,
          "A judge whom the gateway can ask: labels are bought where they are worth more than they"
              + " cost (policy surety alone). Absent: none.");

  static final ControlField<CertificateTerms> CERTIFICATE =
      ControlField.optional(
          "certificate",
          new ControlRule<>(
              in -> in.object(CertificateTermsJson::read),
              "{\"type\":\"object\"}",
              CertificateTermsJson.FIELDS),
          null,
          "A lower bound on what is delivered that holds at every moment, of answers whose judgement"
              + " is asked for by the coin feedback.solicit_rate, or of all where every answer is"
              + " judged. Absent: none.");

  static final ControlField<BudgetTerms> BUDGET =
      ControlField.optional(
          "budget",
          new ControlRule<>(
              in -> in.object(BudgetTermsJson::read),
              "{\"type\":\"object\"}",
              BudgetTermsJson.FIELDS),
          null,
          "What answers of a tenant and tier may cost in a calendar window: quality gives way to it."
              + " Absent: no bound.");

  static final ControlField<DeadlineTerms> DEADLINE =
      ControlField.optional(
          "deadline",
          new ControlRule<>(
              in -> in.object(DeadlineTermsJson::read),
              DeadlineTermsJson.SCHEMA,
              DeadlineTermsJson.FIELDS),
          null,
          "By when a share of answers is to be there: total_ms or first_token_ms, one of them, and"
              + " share. Absent: whenever they are.");

  static final ControlField<Precedence> PRECEDENCE =
      ControlField.optional(
          "precedence",
          ControlRules.oneOf(DeadlineTermsJson.PRECEDENCES),
          null,
          "Which promise comes first where target and deadline can't both be kept; the other gives"
              + " way. Only with a deadline. Absent: quality.");

  static final ControlField<List<String>> REGIONS =
      ControlField.optional(
          "regions",
          ControlRules.names(1),
          List.of(),
          "Where requests may be processed: only models all of whose regions are among them may"
              + " answer, and none that does not tell its regions. Absent: anywhere. An empty list"
              + " is refused.");

  static final ControlField<List<String>> PROVIDERS =
      ControlField.optional(
          "providers",
          ControlRules.names(1),
          List.of(),
          "Whose models may answer; none that does not tell its provider. Absent: anybody's. An"
              + " empty list is refused.");

  static final ControlField<List<String>> DENY =
      ControlField.optional(
          "deny",
          ControlRules.names(),
          List.of(),
          "Models (by name or alias) and providers (by name) that never answer, not even where a"
              + " request insists. Absent or empty: none.");

  static final ControlFields FIELDS =
      ControlFields.of(
          TENANT,
          TIER,
          VERSION,
          TARGET,
          POLICY,
          TOLERANCE,
          PARAMETERS,
          FEEDBACK,
          MODE,
          JUDGE,
          CERTIFICATE,
          BUDGET,
          DEADLINE,
          PRECEDENCE,
          REGIONS,
          PROVIDERS,
          DENY);

  private SlaJson() {}

  static SlaUpdate readUpdate(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    SlaPolicy sla = sla(given);
    TenantTier checked = Required.key(given.orNull(TENANT), given.orNull(TIER));
    return new SlaUpdate(checked.tenant(), checked.tier(), sla);
  }

  static SlaPolicy read(FieldReader in) throws IOException, MalformedRecord {
    return sla(FIELDS.read(in));
  }

  private static SlaPolicy sla(Given given) throws MalformedRecord {
    return new SlaPolicy(
        given.get(VERSION),
        given.get(TARGET),
        given.get(POLICY),
        given.get(TOLERANCE),
        given.get(PARAMETERS),
        given.get(FEEDBACK),
        given.get(MODE),
        given.get(JUDGE),
        given.get(CERTIFICATE),
        given.get(BUDGET),
        deadline(given),
        new SlaLimits(given.get(REGIONS), given.get(PROVIDERS), given.get(DENY)));
  }

  /** The deadline knows what comes before it. */
  private static DeadlineTerms deadline(Given given) throws MalformedRecord {
    DeadlineTerms deadline = given.get(DEADLINE);
    Precedence precedence = given.get(PRECEDENCE);
    if (precedence == null) {
      return deadline;
    }
    if (deadline == null) {
      throw MalformedRecord.field(
          PRECEDENCE.name(),
          "is of a deadline, and there is none",
          "give deadline too, or leave it out");
    }
    return new DeadlineTerms(deadline.measure(), deadline.millis(), deadline.share(), precedence);
  }

  static void write(SlaPolicy sla, FieldWriter out) throws IOException {
    out.integer(VERSION.name(), sla.version())
        .number(TARGET.name(), sla.target())
        .text(POLICY.name(), sla.policy())
        .number(TOLERANCE.name(), sla.tolerance())
        .texts(PARAMETERS.name(), sla.parameters())
        .object(FEEDBACK.name(), terms -> FeedbackTermsJson.write(sla.feedback(), terms))
        .text(MODE.name(), MODES.name(sla.mode()));
    if (sla.judge() != null) {
      out.object(JUDGE.name(), judge -> JudgeTermsJson.write(sla.judge(), judge));
    }
    if (sla.certificate() != null) {
      out.object(
          CERTIFICATE.name(),
          certificate -> CertificateTermsJson.write(sla.certificate(), certificate));
    }
    if (sla.budget() != null) {
      out.object(BUDGET.name(), budget -> BudgetTermsJson.write(sla.budget(), budget));
    }
    if (sla.deadline() != null) {
      out.object(DEADLINE.name(), deadline -> DeadlineTermsJson.write(sla.deadline(), deadline))
          .text(PRECEDENCE.name(), DeadlineTermsJson.PRECEDENCES.name(sla.deadline().precedence()));
    }
    out.someTexts(REGIONS.name(), sla.limits().regions())
        .someTexts(PROVIDERS.name(), sla.limits().providers())
        .someTexts(DENY.name(), sla.limits().deny());
  }
}
