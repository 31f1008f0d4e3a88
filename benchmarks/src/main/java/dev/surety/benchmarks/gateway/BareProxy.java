package dev.surety.benchmarks.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a hop takes by itself: the door's library, a loop for each core as the door has, and bodies
 * that are passed on unread. No door can add less.
 */
final class BareProxy implements AutoCloseable {

  private static final int LOOPS = Runtime.getRuntime().availableProcessors();

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger port = new AtomicInteger();
  private final int upstream;
  private final int most;

  private BareProxy(int upstream, int most) {
    this.upstream = upstream;
    this.most = most;
  }

  /**
   * Opens one on a free port.
   *
   * @param upstream port of whoever is asked
   * @param most connections to it
   */
  static BareProxy open(int upstream, int most) {
    BareProxy proxy = new BareProxy(upstream, most);
    proxy
        .vertx
        .deployVerticle(() -> proxy.new Loop(), new DeploymentOptions().setInstances(LOOPS))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return proxy;
  }

  int port() {
    return port.get();
  }

  private final class Loop extends AbstractVerticle {

    private HttpClient client;

    @Override
    public void start(Promise<Void> started) {
      client =
          vertx
              .httpClientBuilder()
              .with(new PoolOptions().setHttp1MaxSize(most))
              .with(new HttpClientOptions().setTcpNoDelay(true))
              .build();
      vertx
          .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
          .requestHandler(request -> request.body().onSuccess(body -> pass(request, body)))
          .listen(-1, "127.0.0.1")
          .onSuccess(server -> port.set(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private void pass(HttpServerRequest from, Buffer body) {
      client
          .request(HttpMethod.POST, upstream, "127.0.0.1", from.uri())
          .compose(to -> to.putHeader("content-type", "application/json").send(body))
          .compose(
              answer ->
                  answer
                      .body()
                      .compose(
                          text -> from.response().setStatusCode(answer.statusCode()).end(text)))
          .onFailure(broken -> from.response().setStatusCode(502).end());
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
