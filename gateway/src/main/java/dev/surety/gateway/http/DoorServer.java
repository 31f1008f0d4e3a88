package dev.surety.gateway.http;

import dev.surety.gateway.judge.JudgeDesk;
import dev.surety.gateway.keys.KeyRing;
import dev.surety.gateway.options.DoorSettings;
import dev.surety.gateway.options.DoorSettings.Listening;
import dev.surety.gateway.options.JudgeSettings;
import dev.surety.gateway.options.UpstreamSettings;
import dev.surety.gateway.route.RouterLink;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The door, open: event loops that listen on one port. */
public final class DoorServer {

  private static final long START_SECONDS = 30;
  private static final int LONGEST_HEADERS = 64 << 10;
  private static final long LOOK_MILLIS = 50;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Door door;
  private final Vertx vertx;
  private final AtomicInteger port = new AtomicInteger();

  private DoorServer(Door door) {
    this.door = door;
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(loops(door))
                // It serves no files, so it needs no folder for them.
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    JudgeSettings judge = door.settings.judge();
    if (judge != null) {
      JudgeUpstream upstream = new JudgeUpstream(vertx, judge, door.settings.upstreams());
      door.judge = new JudgeDesk(judge, upstream::ask, door.router::report, door.metrics);
    }
  }

  private static int loops(Door door) {
    int told = door.settings.listening().eventLoops();
    return told > 0 ? told : Runtime.getRuntime().availableProcessors();
  }

  /**
   * Opens the door.
   *
   * @param router answers what is asked; it is closed by {@link #stop}
   * @throws IOException if the port can't be listened on
   */
  public static DoorServer open(DoorSettings settings, KeyRing keys, RouterLink router)
      throws IOException, InterruptedException {
    DoorServer server = new DoorServer(new Door(settings, keys, router));
    server.open();
    return server;
  }

  private void open() throws IOException, InterruptedException {
    Listening at = door.settings.listening();
    // Below 0 the loops share one free port; with 0 each would take its own.
    deploy(loops(door), at.port() == 0 ? -1 : at.port());
    vertx.setPeriodic(
        door.settings.keyReload().toMillis(),
        id ->
            vertx.executeBlocking(
                () -> {
                  door.keys.look();
                  for (UpstreamSettings upstream : door.settings.upstreams()) {
                    if (upstream.key() != null) {
                      upstream.key().look();
                    }
                  }
                  return null;
                }));
  }

  private void deploy(int loops, int onPort) throws IOException, InterruptedException {
    Listening at = door.settings.listening();
    try {
      vertx
          .deployVerticle(() -> new Loop(onPort), new DeploymentOptions().setInstances(loops))
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "can't listen on %s port %d: %s; mend listen.address or listen.port"
              .formatted(at.address(), at.port(), cause.getMessage()),
          e);
    }
  }

  /** Longer than any answer is waited for: who neither sends nor reads for so long has gone. */
  private int idleSeconds() {
    return (int)
        Math.min(Integer.MAX_VALUE, door.settings.answering().whole().plus(IDLE).toSeconds());
  }

  private final class Loop extends AbstractVerticle {

    private final int onPort;

    Loop(int onPort) {
      this.onPort = onPort;
    }

    @Override
    public void start(Promise<Void> started) {
      FrontDesk desk = new FrontDesk(door, vertx);
      Newcomers newcomers = new Newcomers(vertx, door.settings.listening().bodyTimeout());
      vertx
          .createHttpServer(
              new HttpServerOptions()
                  .setMaxHeaderSize(LONGEST_HEADERS)
                  .setMaxInitialLineLength(8 << 10)
                  .setTcpNoDelay(true)
                  // It has no web sockets; their handler would look at every request.
                  .setPerFrameWebSocketCompressionSupported(false)
                  .setPerMessageWebSocketCompressionSupported(false)
                  // Clear-text HTTP/2 by upgrade would pass what stands before the door unseen.
                  .setHttp2ClearTextEnabled(false)
                  .setIdleTimeout(idleSeconds()))
          .requestHandler(
              request -> {
                newcomers.asked(request.connection());
                desk.take(request);
              })
          .connectionHandler(
              connection -> {
                // Who goes is counted; without this each would be an error in the log.
                connection.exceptionHandler(broken -> {});
                newcomers.connected(connection);
              })
          .listen(onPort, door.settings.listening().address())
          .onSuccess(server -> port.set(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  /** Where it is: the port that was asked for, or the free one that was found. */
  public int port() {
    return port.get();
  }

  /**
   * Stops: balancers are told at once, new requests are taken a while longer, answers that have
   * begun may last as long as the settings say, and a judge as long as it may take. Blocks until
   * then, and until Kafka has what was reported.
   */
  public void stop() throws InterruptedException {
    door.stop();
    waitFor(door.settings.stopping().refuseAfter(), () -> false);
    door.refuse();
    waitFor(door.settings.stopping().drain(), () -> door.metrics.inFlight() == 0);
    if (door.judge != null) {
      waitFor(door.settings.judge().timeout(), door.judge::isIdle);
    }
    close();
  }

  private static void waitFor(Duration most, BooleanSupplier until) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end && !until.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Closes at once; answers under way break off. */
  public void close() throws InterruptedException {
    if (door.judge != null) {
      door.judge.close();
    }
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It ends with the process.
    }
    door.router.close();
  }
}
