package dev.surety.gateway.simulation;

import dev.surety.gateway.simulation.Voice.Said;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated upstream that listens: {@code /v1/chat/completions}, {@code /v1/responses} and {@code
 * /v1/messages}, streamed or not, and {@code /v1/embeddings}, of any model that is named. Where
 * tools are offered it calls the first; where a JSON schema is given it answers in that form.
 *
 * <p>A request may ask for a pace and for failures, in an object {@code simulate} of its body: see
 * {@code docs/gateway.md}.
 */
public final class SimulatedUpstream implements AutoCloseable {

  private static final long SECONDS = 30;

  private final Vertx vertx;
  private final String address;
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicLong answers = new AtomicLong();

  private SimulatedUpstream(String address, int loops) {
    this.address = address;
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
  }

  /**
   * Listens on this machine.
   *
   * @param port 0 takes a free one
   * @param loops threads
   * @param pace where a request asks for none
   * @throws IOException if the port is taken
   */
  public static SimulatedUpstream open(int port, int loops, SpeakingPace pace, Voice voice)
      throws IOException, InterruptedException {
    SimulatedUpstream upstream = new SimulatedUpstream("127.0.0.1", loops);
    try {
      upstream
          .vertx
          // Below 0 the loops share one free port; with 0 each would take its own.
          .deployVerticle(
              () -> upstream.new Loop(port == 0 ? -1 : port, pace, voice),
              new DeploymentOptions().setInstances(loops))
          .toCompletionStage()
          .toCompletableFuture()
          .get(SECONDS, TimeUnit.SECONDS);
      return upstream;
    } catch (ExecutionException | TimeoutException e) {
      upstream.vertx.close();
      throw new IOException(
          "the simulated upstream can't listen on 127.0.0.1 port " + port + ": " + e.getMessage(),
          e);
    }
  }

  private final class Loop extends AbstractVerticle {

    private final int onPort;
    private final SpeakingPace pace;
    private final Voice voice;

    Loop(int onPort, SpeakingPace pace, Voice voice) {
      this.onPort = onPort;
      this.pace = pace;
      this.voice = voice;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
          .requestHandler(
              request ->
                  request
                      .body()
                      .onSuccess(
                          body ->
                              new Speaker(vertx, request, pace, said -> say(voice, said), answers)
                                  .take(body)))
          .listen(onPort, address)
          .onSuccess(server -> port.set(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  private static Said say(Voice voice, AskedBody question) {
    Said said = voice.answer(question.asked());
    String form = question.form();
    return form == null ? said : new Said(form, said.inputTokens(), said.outputTokens());
  }

  /** What the door is given as an upstream's URL. */
  public String url() {
    return "http://" + address + ":" + port.get() + "/v1";
  }

  /** Closes at once; answers under way break off. */
  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It ends with the process.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
