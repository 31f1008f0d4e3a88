package dev.surety.gateway.simulation;

import dev.surety.gateway.body.Api;
import dev.surety.gateway.simulation.Voice.Said;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Answers one request, as it wishes. */
final class Speaker {

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final SpeakingPace pace;
  private final Function<AskedBody, Said> voice;
  private final AtomicLong answers;

  Speaker(
      Vertx vertx,
      HttpServerRequest request,
      SpeakingPace pace,
      Function<AskedBody, Said> voice,
      AtomicLong answers) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.pace = pace;
    this.voice = voice;
    this.answers = answers;
  }

  void take(Buffer body) {
    try {
      answer(body.toJsonObject());
    } catch (DecodeException | ClassCastException e) {
      error(400, "The body is not what OpenAI's API takes: " + e.getMessage());
    }
  }

  private void answer(JsonObject body) {
    AskedBody question = new AskedBody(body);
    Wish wish = question.wish(pace);
    if (wish.status() != 200) {
      later(wish.firstTokenMillis(), () -> fail(wish));
      return;
    }
    String path = request.path().replaceFirst("^/v1", "");
    if (path.equals(Api.EMBEDDINGS.path())) {
      later(wish.firstTokenMillis(), () -> json(200, EmbeddingReply.of(body)));
    } else if (path.equals(Api.CHAT.path())) {
      speak(
          question,
          wish,
          new ChatReply(answers.incrementAndGet(), question, wish, said(question, wish)));
    } else if (path.equals(Api.RESPONSES.path())) {
      speak(
          question,
          wish,
          new ResponseReply(answers.incrementAndGet(), question, wish, said(question, wish)));
    } else if (path.equals(Api.MESSAGES.path())) {
      speak(
          question,
          wish,
          new MessageReply(answers.incrementAndGet(), question, wish, said(question, wish)));
    } else {
      error(404, "There is no " + request.path() + " here.");
    }
  }

  private Said said(AskedBody question, Wish wish) {
    Said said = voice.apply(question);
    return wish.text() == null
        ? said
        : new Said(wish.text(), said.inputTokens(), said.outputTokens());
  }

  private void speak(AskedBody question, Wish wish, Reply reply) {
    if (wish.breakAfter() == 0) {
      request.connection().close();
    } else if (!question.isStream()) {
      later(wish.firstTokenMillis(), () -> json(200, reply.whole()));
    } else {
      response.setChunked(true).putHeader("content-type", "text/event-stream");
      if (wish.empty()) {
        response.end();
        return;
      }
      // What a provider sends at once, before its model has thought.
      response.write(String.join("", reply.begin()));
      later(wish.firstTokenMillis(), () -> stream(reply, wish, reply.words(), 0));
    }
  }

  /** Words that need not wait go together. */
  private void stream(Reply reply, Wish wish, List<String> words, int from) {
    if (response.closed() || response.ended()) {
      return;
    }
    StringBuilder together = new StringBuilder();
    int next = from;
    do {
      if (next == wish.breakAfter() || next == wish.stallAfter()) {
        breakOff(together, next == wish.breakAfter());
        return;
      }
      if (next < words.size()) {
        together.append(reply.word(words.get(next)));
      }
      next++;
    } while (next < words.size() && wish.tokenMillis() == 0);
    if (next >= words.size()) {
      reply.end().forEach(together::append);
      response.end(together.toString());
    } else {
      int following = next;
      response.write(together.toString());
      later(wish.tokenMillis(), () -> stream(reply, wish, words, following));
    }
  }

  private void breakOff(StringBuilder before, boolean closes) {
    var sent = response.write(before.toString());
    if (closes) {
      sent.onComplete(written -> request.connection().close());
    }
  }

  private void later(int millis, Runnable then) {
    if (millis <= 0) {
      then.run();
    } else {
      vertx.setTimer(
          millis,
          id -> {
            if (!response.closed()) {
              then.run();
            }
          });
    }
  }

  private void fail(Wish wish) {
    if (wish.retryAfterMillis() >= 0) {
      response
          .putHeader("retry-after-ms", String.valueOf(wish.retryAfterMillis()))
          .putHeader("retry-after", String.valueOf((wish.retryAfterMillis() + 999) / 1000));
    }
    error(wish.status(), "The request asked for this error.");
  }

  private void error(int status, String message) {
    json(
        status,
        new JsonObject()
            .put("type", "error")
            .put(
                "error",
                new JsonObject()
                    .put("message", message)
                    .put("type", "simulated")
                    .putNull("param")
                    .put("code", "simulated_" + status)));
  }

  private void json(int status, JsonObject body) {
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toBuffer());
  }
}
