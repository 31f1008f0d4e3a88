package dev.surety.gateway.simulation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What a request asks of the simulation besides an answer: the object {@code simulate} in its body,
 * which the door passes on as it passes on any field that it does not know.
 *
 * @param status of an error in place of an answer; 200 for an answer
 * @param retryAfterMillis told with an error; below 0 nothing is told
 * @param firstTokenMillis until the first word, or a whole answer
 * @param tokenMillis between two words of a stream
 * @param breakAfter words after which the connection is closed; below 0 it is not
 * @param stallAfter words after which nothing more comes; below 0 it goes on
 * @param usage whether the answer tells what it took
 * @param empty whether an answer has nothing in it
 * @param text to be said, or {@code null} for what the model would say
 */
record Wish(
    int status,
    int retryAfterMillis,
    int firstTokenMillis,
    int tokenMillis,
    int breakAfter,
    int stallAfter,
    boolean usage,
    boolean empty,
    String text) {

  /** For a request of a model; a wish that names others leaves this one alone. */
  static Wish of(JsonObject body, String model, SpeakingPace pace) {
    JsonObject told = body.getJsonObject("simulate", new JsonObject());
    JsonArray models = told.getJsonArray("models");
    JsonObject wish = models == null || models.contains(model) ? told : new JsonObject();
    return new Wish(
        wish.getInteger("status", 200),
        wish.getInteger("retry_after_ms", -1),
        wish.getInteger("first_token_ms", pace.firstTokenMillis()),
        wish.getInteger("token_ms", pace.tokenMillis()),
        wish.getInteger("break_after", -1),
        wish.getInteger("stall_after", -1),
        wish.getBoolean("usage", true),
        wish.getBoolean("empty", false),
        wish.getString("text"));
  }
}
