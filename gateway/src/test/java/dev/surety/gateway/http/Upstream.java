package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** An upstream in this JVM. Each of its models answers as the test has told. */
final class Upstream implements AutoCloseable {

  /** How a model answers. */
  interface Manners {
    void answer(HttpServerRequest request, JsonObject body, Upstream upstream);
  }

  /** What came in. */
  record Seen(String path, Map<String, String> headers, Buffer body) {
    JsonObject json() {
      return body.toJsonObject();
    }
  }

  final Deque<Seen> seen = new ConcurrentLinkedDeque<>();
  final CountDownLatch cancelled = new CountDownLatch(1);
  private final Map<String, Manners> manners = new ConcurrentHashMap<>();
  final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  Upstream() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.response().closeHandler(gone -> cancelled.countDown());
                  request.body().onSuccess(body -> take(request, body));
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void take(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new ConcurrentHashMap<>();
    request
        .headers()
        .forEach(h -> headers.put(h.getKey().toLowerCase(java.util.Locale.ROOT), h.getValue()));
    seen.add(new Seen(request.uri(), headers, body));
    JsonObject json = body.toJsonObject();
    manners.getOrDefault(json.getString("model"), Upstream::answerWell).answer(request, json, this);
  }

  /** From now on a model, by its name here, answers so. */
  Upstream when(String model, Manners how) {
    manners.put(model, how);
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/v1";
  }

  List<String> modelsAsked() {
    return seen.stream().map(s -> s.json().getString("model")).toList();
  }

  boolean sawAClientLeave() throws InterruptedException {
    return cancelled.await(20, TimeUnit.SECONDS);
  }

  // ---------------------------------------------------------------------------- manners

  static void answerWell(HttpServerRequest request, JsonObject body, Upstream upstream) {
    String model = body.getString("model");
    if (request.path().endsWith("/embeddings")) {
      json(
          request,
          200,
          "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.1,0.2]}],\"model\":\"%s\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}"
              .formatted(model));
    } else if (request.path().endsWith("/responses")) {
      answerResponse(request, body, model);
    } else if (Boolean.TRUE.equals(body.getBoolean("stream"))) {
      boolean usage =
          body.getJsonObject("stream_options", new JsonObject()).getBoolean("include_usage", false);
      sse(request)
          .write(role(model))
          .onSuccess(
              v -> {
                request.response().write(word(model, "Hello"));
                request.response().write(word(model, " world"));
                request.response().write(stop(model));
                if (usage) {
                  request.response().write(usage(model, 7, 2));
                }
                request.response().end("data: [DONE]\n\n");
              });
    } else {
      json(request, 200, chat(model, "Hello world"));
    }
  }

  private static void answerResponse(HttpServerRequest request, JsonObject body, String model) {
    String whole =
        "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"%s\",\"output\":[{\"id\":\"rs_1\",\"type\":\"reasoning\",\"encrypted_content\":\"gAAAsecret\",\"summary\":[]},{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello world\",\"annotations\":[]}]}],\"usage\":{\"input_tokens\":7,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":9,\"output_tokens_details\":{\"reasoning_tokens\":6},\"total_tokens\":16}}"
            .formatted(model);
    if (!Boolean.TRUE.equals(body.getBoolean("stream"))) {
      json(request, 200, whole);
      return;
    }
    var out = sse(request);
    String begun = whole.replace("completed", "in_progress");
    out.write(
        event(
            "response.created",
            "\"response\":"
                + begun.replaceAll("\"output\":\\[.*\\],\"usage\".*", "\"output\":[]}")));
    out.write(
        event(
            "response.output_text.delta",
            "\"item_id\":\"msg_1\",\"output_index\":1,\"content_index\":0,\"delta\":\"Hello world\""));
    out.end(event("response.completed", "\"response\":" + whole));
  }

  static String event(String type, String fields) {
    return "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":0,%s}\n\n"
        .formatted(type, type, fields);
  }

  static io.vertx.core.http.HttpServerResponse sse(HttpServerRequest request) {
    return request.response().setChunked(true).putHeader("content-type", "text/event-stream");
  }

  static void json(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("openai-processing-ms", "12")
        .end(text);
  }

  static Manners status(int status, String text) {
    return (request, body, upstream) -> json(request, status, text);
  }

  static String chat(String model, String text) {
    return """
        { "id":"chatcmpl-1", "object":"chat.completion","created":1,"model":"%s","x_unknown": {"b":1.0e2,  "a":[ ]},
          "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
          "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9,"prompt_tokens_details":{"cached_tokens":4}}}"""
        .formatted(model, text);
  }

  static String role(String model) {
    return chunk(
        model, "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null");
  }

  static String word(String model, String text) {
    return chunk(model, "\"delta\":{\"content\":\"%s\"},\"finish_reason\":null".formatted(text));
  }

  static String stop(String model) {
    return chunk(model, "\"delta\":{},\"finish_reason\":\"stop\"");
  }

  static String usage(String model, int in, int out) {
    return "data: {\"id\":\"chatcmpl-s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\",\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n"
        .formatted(model, in, out, in + out);
  }

  static String chunk(String model, String choice) {
    return "data: {\"id\":\"chatcmpl-s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\",\"choices\":[{\"index\":0,%s}]}\n\n"
        .formatted(model, choice);
  }

  /** Answers well and compressed, though it was asked for plain bytes. */
  static void answerCompressed(HttpServerRequest request, JsonObject body, Upstream upstream) {
    boolean stream = Boolean.TRUE.equals(body.getBoolean("stream"));
    String model = body.getString("model");
    String text =
        stream
            ? role(model) + word(model, "Hello") + stop(model) + "data: [DONE]\n\n"
            : chat(model, "Hello");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    request
        .response()
        .putHeader("content-type", stream ? "Text/Event-Stream" : "application/json")
        .putHeader("content-encoding", "gzip")
        .end(Buffer.buffer(bytes.toByteArray()));
  }

  /** Writes these and then breaks the connection. */
  static Manners dieAfter(String... parts) {
    return (request, body, upstream) -> {
      if (parts.length == 0) {
        request.connection().close();
        return;
      }
      sse(request)
          .write(String.join("", parts))
          .onComplete(sent -> upstream.vertx.setTimer(20, id -> request.connection().close()));
    };
  }

  /** Writes these and then nothing more. */
  static Manners stallAfter(String... parts) {
    return (request, body, upstream) -> {
      if (parts.length > 0) {
        sse(request).write(String.join("", parts));
      }
    };
  }

  /** Streams these and ends as HTTP asks. */
  static Manners stream(String... parts) {
    return (request, body, upstream) -> sse(request).end(String.join("", parts));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
