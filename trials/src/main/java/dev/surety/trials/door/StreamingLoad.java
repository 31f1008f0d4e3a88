package dev.surety.trials.door;

import dev.surety.output.terminal.Progress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** So many users at once, each on a connection of its own, for so long. */
final class StreamingLoad {

  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  final AtomicLong asked = new AtomicLong();
  final AtomicLong complete = new AtomicLong();
  final AtomicLong broken = new AtomicLong();
  final AtomicLong given = new AtomicLong();
  final AtomicLong standing = new AtomicLong();
  final AtomicLong sameDecision = new AtomicLong();
  final AtomicLong otherDecision = new AtomicLong();
  private final String name;
  private final int port;
  private final String key;
  private final long end;
  private final Duration time;
  private final CountDownLatch running;
  private final int clients;
  private final PrintWriter progress;

  /**
   * @param name what tells its questions from those of other loads
   * @param progress shown how many seconds have passed, and how many users are left after that
   */
  StreamingLoad(
      String name, int port, String key, int clients, Duration time, PrintWriter progress) {
    this.progress = progress;
    this.name = name;
    this.port = port;
    this.key = key;
    this.clients = clients;
    this.time = time;
    end = System.nanoTime() + time.toNanos();
    running = new CountDownLatch(clients);
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  String key() {
    return key;
  }

  boolean isOver() {
    return System.nanoTime() - end > 0;
  }

  void done() {
    running.countDown();
  }

  /** Something that happens in the middle. */
  interface Incident {
    void happen() throws IOException, InterruptedException;
  }

  /** Returns when every question has its answer and all connections are closed. */
  void run(Incident halfway) throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      var http =
          vertx
              .httpClientBuilder()
              .with(new HttpClientOptions().setKeepAliveTimeout(10))
              .with(new PoolOptions().setHttp1MaxSize(clients))
              // Each user hears of it and asks again.
              .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
              .build();
      // Not all in one instant: a queue of connections has its bounds.
      for (int i = 0; i < clients; i++) {
        StreamingClient client = new StreamingClient(vertx, http, this, i);
        vertx.setTimer(1 + i * 1000L / clients, id -> client.ask());
      }
      try (Progress seconds =
          Progress.towards(time.toSeconds(), "load '" + name + "'", "seconds", progress)) {
        pass(seconds, time.toSeconds() / 2);
        halfway.happen();
        pass(seconds, time.toSeconds());
      }
      awaitLastAnswers();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Waits until so many seconds of the load have passed. */
  private void pass(Progress seconds, long until) throws InterruptedException {
    while (seconds.done() < until) {
      long passed = TimeUnit.NANOSECONDS.toSeconds(time.toNanos() - (end - System.nanoTime()));
      seconds.reach(Math.min(until, Math.max(seconds.done(), passed)));
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Who has asked before the time was over reads to the end. */
  private void awaitLastAnswers() throws IOException, InterruptedException {
    long began = running.getCount();
    try (Progress left =
        Progress.towards(began, "load '" + name + "', last answers", "users", progress)) {
      long give = System.nanoTime() + LONGEST_ANSWER.toNanos();
      while (!running.await(100, TimeUnit.MILLISECONDS)) {
        left.reach(began - running.getCount());
        if (System.nanoTime() > give) {
          throw new IOException(
              "%d of %d users still wait for an answer".formatted(running.getCount(), clients));
        }
      }
      left.reach(began);
    }
  }
}
