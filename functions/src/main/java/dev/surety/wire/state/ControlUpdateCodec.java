package dev.surety.wire.state;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.CertificateTerms;
import dev.surety.domain.CertificateTerms.Unanswered;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetRemoved;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaRemoved;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSchedule;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RecurringPrice;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Binary form of what a control record says, between the tasks of one job: no state has it, they
 * keep the records as JSON. So it has no version and may change with any release.
 */
public final class ControlUpdateCodec {

  private static final int MODEL = 0;
  private static final int MODEL_REMOVED = 1;
  private static final int SLA = 2;
  private static final int SLA_REMOVED = 3;
  private static final int ARTEFACT = 4;
  private static final int TOMBSTONE = 5;
  private static final int MODEL_STATUS = 6;
  private static final int BUDGET = 7;
  private static final int BUDGET_REMOVED = 8;

  private static final ModelSpec.Status[] STATUSES = ModelSpec.Status.values();
  private static final SlaPolicy.Mode[] MODES = SlaPolicy.Mode.values();
  private static final Unanswered[] UNANSWERED = Unanswered.values();
  private static final BudgetTerms.Period[] PERIODS = BudgetTerms.Period.values();

  private static final DeadlineTerms.Measure[] MEASURES = DeadlineTerms.Measure.values();
  private static final DeadlineTerms.Precedence[] PRECEDENCES = DeadlineTerms.Precedence.values();

  private ControlUpdateCodec() {}

  public static void write(ControlUpdate update, DataOutput out) throws IOException {
    if (update instanceof ModelUpdate u) {
      out.writeByte(MODEL);
      write(u.model(), out);
    } else if (update instanceof ModelRemoved u) {
      out.writeByte(MODEL_REMOVED);
      out.writeUTF(u.model());
      out.writeLong(u.version());
      out.writeLong(u.publishedAt());
    } else if (update instanceof SlaUpdate u) {
      out.writeByte(SLA);
      out.writeUTF(u.tenant());
      out.writeUTF(u.tier());
      write(u.sla(), out);
    } else if (update instanceof SlaRemoved u) {
      out.writeByte(SLA_REMOVED);
      out.writeUTF(u.tenant());
      out.writeUTF(u.tier());
      out.writeLong(u.version());
    } else if (update instanceof ArtefactUpdate u) {
      out.writeByte(ARTEFACT);
      out.writeUTF(u.kind());
      out.writeUTF(u.name());
      out.writeLong(u.version());
      TextCodec.writeText(u.payload(), out);
    } else if (update instanceof ModelStatus u) {
      out.writeByte(MODEL_STATUS);
      out.writeUTF(u.model());
      out.writeLong(u.version());
      out.writeByte(u.status().ordinal());
      out.writeLong(u.until());
      out.writeByte(u.then().ordinal());
      out.writeLong(u.publishedAt());
    } else if (update instanceof BudgetUpdate u) {
      out.writeByte(BUDGET);
      out.writeUTF(u.tenant());
      out.writeLong(u.version());
      write(u.budget(), out);
    } else if (update instanceof BudgetRemoved u) {
      out.writeByte(BUDGET_REMOVED);
      out.writeUTF(u.tenant());
      out.writeLong(u.version());
    } else if (update instanceof Tombstone u) {
      out.writeByte(TOMBSTONE);
      out.writeUTF(u.subject());
    }
  }

  /** The inverse of {@link #write}. */
  public static ControlUpdate read(DataInput in) throws IOException {
    int type = in.readByte();
    return switch (type) {
      case MODEL -> new ModelUpdate(readModel(in));
      case MODEL_REMOVED -> new ModelRemoved(in.readUTF(), in.readLong(), in.readLong());
      case MODEL_STATUS ->
          new ModelStatus(
              in.readUTF(),
              in.readLong(),
              STATUSES[in.readByte()],
              in.readLong(),
              STATUSES[in.readByte()],
              in.readLong());
      case SLA -> new SlaUpdate(in.readUTF(), in.readUTF(), readSla(in));
      case SLA_REMOVED -> new SlaRemoved(in.readUTF(), in.readUTF(), in.readLong());
      case ARTEFACT ->
          new ArtefactUpdate(in.readUTF(), in.readUTF(), in.readLong(), TextCodec.readText(in));
      case BUDGET -> new BudgetUpdate(in.readUTF(), in.readLong(), readBudget(in));
      case BUDGET_REMOVED -> new BudgetRemoved(in.readUTF(), in.readLong());
      case TOMBSTONE -> new Tombstone(in.readUTF());
      default -> throw new IOException("no control record has type " + type);
    };
  }

  private static void write(ModelSpec model, DataOutput out) throws IOException {
    out.writeUTF(model.name());
    out.writeLong(model.version());
    TextCodec.writeText(model.provider(), out);
    out.writeDouble(model.inputUsdPerMtok());
    out.writeDouble(model.outputUsdPerMtok());
    out.writeInt(model.contextWindow());
    out.writeByte(model.status().ordinal());
    out.writeLong(model.effectiveAt());
    out.writeBoolean(model.confirmed());
    ModelSchedule schedule = model.schedule();
    out.writeLong(schedule.effectiveUntil());
    out.writeLong(schedule.publishedAt());
    out.writeShort(schedule.calendar().size());
    for (RecurringPrice price : schedule.calendar()) {
      out.writeByte(price.days());
      out.writeShort(price.fromMinute());
      out.writeShort(price.toMinute());
      out.writeUTF(price.zone().getId());
      out.writeDouble(price.inputUsdPerMtok());
      out.writeDouble(price.outputUsdPerMtok());
    }
    writeNames(model.aliases(), out);
    out.writeDouble(model.cachedInputUsdPerMtok());
    writeSome(model.offer().capabilities(), out);
    writeSome(model.offer().regions(), out);
    out.writeInt(model.offer().maxOutput());
  }

  private static ModelSpec readModel(DataInput in) throws IOException {
    return new ModelSpec(
        in.readUTF(),
        in.readLong(),
        TextCodec.readText(in),
        in.readDouble(),
        in.readDouble(),
        in.readInt(),
        STATUSES[in.readByte()],
        in.readLong(),
        in.readBoolean(),
        new ModelSchedule(in.readLong(), in.readLong(), readCalendar(in)),
        readNames(in),
        in.readDouble(),
        new ModelOffer(readSome(in), readSome(in), in.readInt()));
  }

  private static List<RecurringPrice> readCalendar(DataInput in) throws IOException {
    List<RecurringPrice> calendar = new ArrayList<>();
    for (int left = in.readShort(); left > 0; left--) {
      calendar.add(
          new RecurringPrice(
              in.readByte(),
              in.readShort(),
              in.readShort(),
              ZoneId.of(in.readUTF()),
              in.readDouble(),
              in.readDouble()));
    }
    return calendar;
  }

  private static void writeNames(List<String> names, DataOutput out) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
  }

  private static void writeSome(List<String> names, DataOutput out) throws IOException {
    out.writeBoolean(names != null);
    if (names != null) {
      writeNames(names, out);
    }
  }

  private static List<String> readSome(DataInput in) throws IOException {
    return in.readBoolean() ? readNames(in) : null;
  }

  private static List<String> readNames(DataInput in) throws IOException {
    List<String> names = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(in.readUTF());
    }
    return names;
  }

  private static void write(SlaPolicy sla, DataOutput out) throws IOException {
    out.writeLong(sla.version());
    out.writeDouble(sla.target());
    out.writeUTF(sla.policy());
    out.writeDouble(sla.tolerance());
    out.writeInt(sla.parameters().size());
    for (Map.Entry<String, String> parameter : sla.parameters().entrySet()) {
      out.writeUTF(parameter.getKey());
      TextCodec.writeText(parameter.getValue(), out);
    }
    FeedbackTerms terms = sla.feedback();
    out.writeLong(terms.windowMillis());
    out.writeDouble(terms.satisfiedRate());
    out.writeDouble(terms.dissatisfiedRate());
    out.writeDouble(terms.solicitRate());
    out.writeInt(terms.maxOpen());
    out.writeLong(terms.moneyWindowMillis());
    out.writeByte(sla.mode().ordinal());
    JudgeTerms judge = sla.judge();
    out.writeBoolean(judge != null);
    if (judge != null) {
      out.writeDouble(judge.priceUsd());
      out.writeDouble(judge.budgetUsd());
      out.writeDouble(judge.accuracyPrior());
    }
    CertificateTerms certificate = sla.certificate();
    out.writeBoolean(certificate != null);
    if (certificate != null) {
      out.writeDouble(certificate.confidence());
      out.writeByte(certificate.unanswered().ordinal());
    }
    BudgetTerms budget = sla.budget();
    out.writeBoolean(budget != null);
    if (budget != null) {
      write(budget, out);
    }
    DeadlineTerms deadline = sla.deadline();
    out.writeBoolean(deadline != null);
    if (deadline != null) {
      out.writeByte(deadline.measure().ordinal());
      out.writeLong(deadline.millis());
      out.writeDouble(deadline.share());
      out.writeByte(deadline.precedence().ordinal());
    }
    writeNames(sla.limits().regions(), out);
    writeNames(sla.limits().providers(), out);
    writeNames(sla.limits().deny(), out);
  }

  private static void write(BudgetTerms budget, DataOutput out) throws IOException {
    out.writeDouble(budget.usd());
    out.writeByte(budget.per().ordinal());
    out.writeUTF(budget.timezone().getId());
    out.writeBoolean(budget.hard());
  }

  private static BudgetTerms readBudget(DataInput in) throws IOException {
    return new BudgetTerms(
        in.readDouble(), PERIODS[in.readByte()], ZoneId.of(in.readUTF()), in.readBoolean());
  }

  private static SlaPolicy readSla(DataInput in) throws IOException {
    long version = in.readLong();
    double target = in.readDouble();
    String policy = in.readUTF();
    double tolerance = in.readDouble();
    Map<String, String> parameters = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      parameters.put(in.readUTF(), TextCodec.readText(in));
    }
    FeedbackTerms terms =
        new FeedbackTerms(
            in.readLong(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readInt(),
            in.readLong());
    SlaPolicy.Mode mode = MODES[in.readByte()];
    JudgeTerms judge =
        in.readBoolean() ? new JudgeTerms(in.readDouble(), in.readDouble(), in.readDouble()) : null;
    CertificateTerms certificate =
        in.readBoolean() ? new CertificateTerms(in.readDouble(), UNANSWERED[in.readByte()]) : null;
    BudgetTerms budget = in.readBoolean() ? readBudget(in) : null;
    DeadlineTerms deadline =
        in.readBoolean()
            ? new DeadlineTerms(
                MEASURES[in.readByte()], in.readLong(), in.readDouble(), PRECEDENCES[in.readByte()])
            : null;
    SlaLimits limits = new SlaLimits(readNames(in), readNames(in), readNames(in));
    return new SlaPolicy(
        version,
        target,
        policy,
        tolerance,
        parameters,
        terms,
        mode,
        judge,
        certificate,
        budget,
        deadline,
        limits);
  }
}
