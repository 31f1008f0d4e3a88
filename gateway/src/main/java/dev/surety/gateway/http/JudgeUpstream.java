package dev.surety.gateway.http;

import dev.surety.gateway.body.Api;
import dev.surety.gateway.options.JudgeSettings;
import dev.surety.gateway.options.UpstreamSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Where the judge is asked: a good answer, an error or, after so long, a time-out. */
final class JudgeUpstream {

  private static final int LONGEST = 256 << 10;

  private final Vertx vertx;
  private final UpstreamSettings upstream;
  private final UpstreamClients clients;
  private final long millis;

  JudgeUpstream(Vertx vertx, JudgeSettings judge, List<UpstreamSettings> upstreams) {
    this.vertx = vertx;
    upstream =
        upstreams.stream().filter(u -> u.name().equals(judge.upstream())).findFirst().orElseThrow();
    clients = new UpstreamClients(vertx, List.of(upstream));
    millis = judge.timeout().toMillis();
  }

  Future<byte[]> ask(byte[] body) {
    Promise<byte[]> answer = Promise.promise();
    AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
    long timer =
        vertx.setTimer(millis, id -> answer.tryFail(new TimeoutException("the judge is late")));
    answer
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              if (done.failed() && sent.get() != null) {
                sent.get().reset();
              }
            });
    clients
        .of(upstream)
        .request(Outgoing.to(upstream, Api.CHAT.path()))
        .onFailure(answer::tryFail)
        .onSuccess(
            request -> {
              sent.set(request);
              request.exceptionHandler(answer::tryFail);
              if (answer.future().isComplete()) {
                request.reset();
                return;
              }
              request.putHeader("content-type", "application/json");
              Outgoing.ownHeaders(upstream, request);
              request
                  .send(Buffer.buffer(body))
                  .onFailure(answer::tryFail)
                  .onSuccess(response -> receive(response, answer));
            });
    return answer.future();
  }

  private static void receive(HttpClientResponse response, Promise<byte[]> answer) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(answer::tryFail);
    if (response.statusCode() / 100 != 2) {
      answer.tryFail("status " + response.statusCode());
    }
    response.handler(
        part -> {
          if (body.length() + part.length() > LONGEST) {
            answer.tryFail("too long");
          } else {
            body.appendBuffer(part);
          }
        });
    response.endHandler(end -> answer.tryComplete(body.getBytes()));
  }
}
