package dev.surety.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetRemoved;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaRemoved;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Refusal;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantEvent;
import dev.surety.testing.Bytes;
import dev.surety.testing.DecidedBuilder;
import dev.surety.testing.FullRecord;
import dev.surety.testing.OutcomeBuilder;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.StandingJson;
import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.state.TenantEventCodec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A component that a record gets is carried everywhere. The readers and writers are written by
 * hand, since ROUTE runs them for every event; this names the file that has forgotten a component.
 */
class FieldsEverywhereTest {

  /** There and back. */
  @FunctionalInterface
  private interface Carrier<T> {
    Object carry(T record) throws Exception;
  }

  private static <T extends Record> Arguments by(String files, Class<T> type, Carrier<T> carrier) {
    return arguments(files, type, carrier);
  }

  static Stream<Arguments> carriers() {
    return Stream.of(
        by(
            "wire/json/RequestJson",
            RoutingRequest.class,
            request -> ownToTheJob(request, RequestJson.read(RequestJson.write(request)))),
        by(
            "wire/json/FeedbackJson",
            Feedback.class,
            feedback -> FeedbackJson.read(FeedbackJson.write(feedback))),
        by(
            "wire/json/DecisionJson",
            Decision.class,
            decision -> DecisionJson.read(new DecisionJson.Writer().write(decision))),
        by(
            "wire/json/DecisionJson",
            Refusal.class,
            refusal -> DecisionJson.read(new DecisionJson.Writer().write(refusal))),
        by(
            "wire/json/StandingJson",
            Standing.class,
            standing -> StandingJson.read(new StandingJson.Writer().write(standing))),
        by("wire/json/ModelJson", ModelUpdate.class, FieldsEverywhereTest::control),
        by("wire/json/SlaJson", SlaUpdate.class, FieldsEverywhereTest::control),
        by("wire/json/ArtefactJson", ArtefactUpdate.class, FieldsEverywhereTest::control),
        by("wire/json/ModelStatusJson", ModelStatus.class, FieldsEverywhereTest::control),
        by("wire/json/ControlJson", ModelRemoved.class, FieldsEverywhereTest::control),
        by("wire/json/ControlJson", SlaRemoved.class, FieldsEverywhereTest::control),
        by("wire/json/TenantBudgetJson", BudgetUpdate.class, FieldsEverywhereTest::control),
        by("wire/json/TenantBudgetJson", BudgetRemoved.class, FieldsEverywhereTest::control),
        by("wire/state/TenantEventCodec", RoutingRequest.class, FieldsEverywhereTest::sketched),
        by("wire/state/TenantEventCodec", Feedback.class, FieldsEverywhereTest::event),
        by("wire/journal", JournalRow.Decided.class, FieldsEverywhereTest::journal),
        by("wire/journal", JournalRow.Outcome.class, FieldsEverywhereTest::journal),
        by("wire/journal", JournalRow.Closed.class, FieldsEverywhereTest::journal),
        by("wire/journal", JournalRow.Config.class, FieldsEverywhereTest::journal),
        by("wire/journal", JournalRow.Lineage.class, FieldsEverywhereTest::journal),
        by("domain/RoutingRequest", RoutingRequest.class, it -> it.toBuilder().build()),
        by(
            "domain/RoutingRequest",
            RoutingRequest.class,
            it -> it.featurized(it.features(), it.sketch(), true)),
        by("domain/RoutingRequest", RoutingRequest.class, it -> it.tagged(it.tag(), it.taggedBy())),
        by("domain/Feedback", Feedback.class, it -> it.toBuilder().build()),
        by("domain/ModelSpec", ModelSpec.class, it -> it.toBuilder().build()),
        by("domain/SlaPolicy", SlaPolicy.class, it -> it.keptBy(it.policy(), it.parameters())),
        by("domain/SlaPolicy", SlaPolicy.class, it -> it.promising(it.version(), it.target())),
        by("domain/SlaPolicy", SlaPolicy.class, it -> it.limited(it.limits())),
        by("testing/DecidedBuilder", JournalRow.Decided.class, it -> DecidedBuilder.of(it).build()),
        by(
            "testing/OutcomeBuilder",
            JournalRow.Outcome.class,
            it -> OutcomeBuilder.of(it).build()));
  }

  @ParameterizedTest(name = "{0} carries {1}")
  @MethodSource("carriers")
  <T extends Record> void everyComponentIsCarried(String file, Class<T> type, Carrier<T> carrier)
      throws Exception {
    T record = FullRecord.of(type);

    assertThat(FullRecord.lost(record, carrier.carry(record)))
        .as("what %s loses of %s; write it and read it there", file, type.getSimpleName())
        .isEmpty();
  }

  @Test
  void whatACarrierForgetsIsNamed() {
    JournalRow.Outcome row = FullRecord.of(JournalRow.Outcome.class);
    Feedback without = row.feedback().toBuilder().error(null).attempt(0).build();

    assertThat(FullRecord.lost(row, OutcomeBuilder.of(row).feedback(without).queue(0).build()))
        .containsExactly("Feedback.error", "Feedback.attempt", "Outcome.queue");
  }

  private static Object control(ControlUpdate update) throws Exception {
    TopicRecord record = ControlJson.write(update);
    return ControlJson.read(record.key(), record.value());
  }

  /** With what no gateway sends: FEATURIZE makes the sketch, ROUTE names the tagger. */
  private static RoutingRequest ownToTheJob(RoutingRequest made, RoutingRequest read) {
    return read.toBuilder().sketch(made.sketch()).taggedBy(made.taggedBy()).build();
  }

  /** Requests have no tagger before ROUTE. */
  private static Object sketched(RoutingRequest request) {
    RoutingRequest read = (RoutingRequest) event(request);
    return read.toBuilder().taggedBy(request.taggedBy()).build();
  }

  private static Object event(TenantEvent event) {
    return Bytes.read(Bytes.of(out -> TenantEventCodec.write(event, out)), TenantEventCodec::read);
  }

  private static Object journal(JournalRow row) throws Exception {
    JournalRow read = new JournalReader().read(new JournalAvro().encode(row));
    // The sketch is kept nowhere.
    return row instanceof JournalRow.Decided made && read instanceof JournalRow.Decided decided
        ? DecidedBuilder.of(decided)
            .request(decided.request().toBuilder().sketch(made.request().sketch()).build())
            .build()
        : read;
  }
}
