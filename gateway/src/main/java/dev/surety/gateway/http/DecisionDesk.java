package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.client.Execution;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.route.AnswerLog.Answered;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Decisions for gateways that stay in front and execute them themselves: our own records, and the
 * forms in which others ask a model to choose.
 */
final class DecisionDesk {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_QUESTIONS = 16;

  private final Door door;
  private final Vertx vertx;
  private final HttpServerRequest http;
  private final TenantTier owner;

  DecisionDesk(Door door, Vertx vertx, HttpServerRequest http, TenantTier owner) {
    this.door = door;
    this.vertx = vertx;
    this.http = http;
    this.owner = owner;
  }

  /** {@code /v1/route}: a request record without tenant and tier, answered by a decision record. */
  void route(Buffer body) {
    answering(
        () -> {
          ObjectNode record = object(body);
          record.put("tenant", owner.tenant()).put("tier", owner.tier());
          if (!record.hasNonNull("request_id")) {
            record.put("request_id", UUID.randomUUID().toString());
          }
          if (!record.hasNonNull("time")) {
            record.put("time", Instant.now().toString());
          }
          RoutingRequest request = RequestJson.read(JSON.writeValueAsBytes(record));
          ask(List.of(request), todo -> json(record(todo.get(0))));
        });
  }

  /** {@code /v1/systemone}: questions by id, each a choice between described names. */
  void systemOne(Buffer body) {
    answering(
        () -> {
          ObjectNode asked = object(body);
          String state = Choosing.text(asked, "state");
          List<String> ids = new ArrayList<>();
          List<Choosing> questions = new ArrayList<>();
          asked
              .path("questions")
              .properties()
              .forEach(
                  question -> {
                    mustBeChoice(question.getValue());
                    List<String> names = new ArrayList<>();
                    question.getValue().path("criteria").fieldNames().forEachRemaining(names::add);
                    ids.add(question.getKey());
                    questions.add(new Choosing(door, owner, state, names));
                  });
          choose(
              questions,
              todo -> {
                ObjectNode answer = JSON.createObjectNode();
                ObjectNode answers = answer.putObject("answers");
                for (int i = 0; i < ids.size(); i++) {
                  answers.set(ids.get(i), questions.get(i).answer(todo.get(i)));
                }
                json(answer);
              });
        });
  }

  /** {@code /v1/decisions}: a list of questions about an input. */
  void decisions(Buffer body) {
    answering(
        () -> {
          ObjectNode asked = object(body);
          String input = Choosing.text(asked, "input");
          List<Choosing> questions = new ArrayList<>();
          for (JsonNode question : asked.path("questions")) {
            mustBeChoice(question);
            List<String> names = new ArrayList<>();
            for (JsonNode choice : question.path("choices")) {
              names.add(Choosing.text(choice, "value"));
            }
            questions.add(new Choosing(door, owner, input, names));
          }
          choose(
              questions,
              todo -> {
                ObjectNode answer = JSON.createObjectNode();
                ArrayNode answers = answer.putArray("answers");
                for (int i = 0; i < questions.size(); i++) {
                  ObjectNode one = questions.get(i).answer(todo.get(i));
                  one.put("name", asked.path("questions").get(i).path("name").asText());
                  one.set("value", one.get("choice"));
                  answers.add(one);
                }
                json(answer);
              });
        });
  }

  private static void mustBeChoice(JsonNode question) {
    if (!question.path("type").asText().equals("choice")) {
      throw new IllegalArgumentException(
          "The router answers questions of type choice, not '%s'."
              .formatted(question.path("type").asText()));
    }
  }

  private void choose(List<Choosing> questions, Consumer<List<Execution>> then) {
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("'questions' has no question.");
    }
    // Each is a request of its own to the router, with the whole text in it.
    if (questions.size() > MOST_QUESTIONS) {
      throw new IllegalArgumentException(
          "'questions' has %d questions, and may have %d; ask in several requests."
              .formatted(questions.size(), MOST_QUESTIONS));
    }
    ask(questions.stream().map(Choosing::request).toList(), then);
  }

  private void ask(List<RoutingRequest> requests, Consumer<List<Execution>> then) {
    if (!door.places.take(owner)) {
      door.metrics.heldBack(owner, 1);
      http.response().putHeader("retry-after", "1");
      error(Refused.tooMany(owner));
      return;
    }
    List<CompletableFuture<Execution>> asked;
    try {
      asked =
          requests.stream()
              .map(r -> door.router.ask(r, door.settings.deciding().budget()).toCompletableFuture())
              .toList();
    } catch (RuntimeException e) {
      door.places.give(owner);
      throw e;
    }
    var context = vertx.getOrCreateContext();
    CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .whenComplete(
            (all, failure) ->
                context.runOnContext(
                    now -> {
                      door.places.give(owner);
                      if (failure != null) {
                        error(ApiError.server(500, "door_failed", "The door failed."));
                      } else {
                        decided(asked.stream().map(CompletableFuture::join).toList(), then);
                      }
                    }));
  }

  private void decided(List<Execution> all, Consumer<List<Execution>> then) {
    for (Execution todo : all) {
      if (todo.refused()) {
        error(Refused.error(todo.refusal()));
        return;
      }
      if (todo.model() == null) {
        error(ModelRequests.nothingKnown(todo));
        return;
      }
      String reason = ModelRequests.reason(todo);
      door.metrics.count(DoorMetric.CHOICES, "reason", reason);
      Answered known =
          new Answered(todo.request().key(), todo.requestId(), todo.decisionId(), todo.model());
      door.answers.put(todo.decisionId(), known);
      door.answers.put(todo.requestId(), known);
      http.response().putHeader("x-surety-reason", reason);
    }
    then.accept(all);
  }

  /** The router's record; where the standing answers, as much of one as there is. */
  private static JsonNode record(Execution todo) {
    try {
      if (todo.decision() != null) {
        return JSON.readTree(new DecisionJson.Writer().write(todo.decision()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
    ObjectNode standing = JSON.createObjectNode().put("request_id", todo.requestId());
    standing
        .put("tenant", todo.request().key().tenant())
        .put("tier", todo.request().key().tier())
        .put("model", todo.model())
        .put("apply", true);
    ArrayNode fallbacks = standing.putArray("fallbacks");
    todo.fallbacks().forEach(fallbacks::add);
    return standing.put("reason", "standing");
  }

  private interface Work {
    void run() throws IOException, MalformedRecord;
  }

  private void answering(Work work) {
    try {
      work.run();
    } catch (JsonProcessingException e) {
      error(
          ApiError.invalid(
              400, "invalid_body", null, "The body is not JSON: " + e.getOriginalMessage()));
    } catch (IOException | MalformedRecord | IllegalArgumentException e) {
      error(ApiError.invalid(400, "invalid_body", null, e.getMessage()));
    }
  }

  private static ObjectNode object(Buffer body) throws IOException {
    if (JSON.readTree(body.getBytes()) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("The body must be a JSON object.");
  }

  private void json(JsonNode body) {
    count(200);
    http.response()
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer(body.toString().getBytes(UTF_8)));
  }

  private void error(ApiError error) {
    count(error.status());
    FrontDesk.refuse(http, error);
  }

  private void count(int status) {
    String api = http.path().substring("/v1/".length()).toLowerCase(Locale.ROOT);
    door.metrics.count(DoorMetric.REQUESTS, "api", api, "status", Integer.toString(status));
  }
}
