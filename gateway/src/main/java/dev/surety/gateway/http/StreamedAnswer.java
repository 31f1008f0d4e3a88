package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.gateway.body.AnswerNotes;
import dev.surety.gateway.body.Api;
import dev.surety.gateway.body.EventSplitter;
import dev.surety.gateway.body.StreamNotes;
import dev.surety.gateway.http.Failure.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream of events on its way. Until the first that means something they are held, so that
 * another model may still answer; from then on each goes out as it comes, as fast as the client
 * takes them.
 */
final class StreamedAnswer {

  /** What an upstream may take to end a stream whose last event has come. */
  private static final long END_MILLIS = 1_000;

  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

  private final Exchange exchange;
  private final Attempt attempt;
  private final HttpClientResponse response;
  private final boolean dropUsage;
  private final StreamNotes notes;
  private final EventSplitter splitter;
  private final List<byte[]> held = new ArrayList<>();
  private int heldBytes;
  private boolean begun;
  private boolean whole;
  private boolean errorShown;
  private boolean known;
  private int knownItems;
  private boolean paused;
  private long heard = System.nanoTime();
  private long idleTimer = -1;

  StreamedAnswer(
      Exchange exchange, Attempt attempt, HttpClientResponse response, boolean askedForUsage) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.response = response;
    dropUsage = askedForUsage && exchange.facts.needsAskingForUsage();
    notes = new StreamNotes(exchange.facts.api(), exchange.gathers());
    splitter = new EventSplitter(exchange.door.settings.answering().maxBody(), this::take);
  }

  void start() {
    response.handler(this::feed);
    response.endHandler(end -> ended(false));
  }

  AnswerNotes notes() {
    return notes.notes();
  }

  private void feed(Buffer bytes) {
    heard = System.nanoTime();
    try {
      splitter.feed(bytes.getBytes());
    } catch (IllegalStateException e) {
      broken(e.getMessage());
    }
    if (begun && exchange.client.isFull() && !paused) {
      paused = true;
      response.pause();
      exchange.client.onDrained(this::resume);
    }
  }

  void resume() {
    if (paused) {
      paused = false;
      heard = System.nanoTime();
      response.resume();
    }
  }

  private void take(byte[] event) {
    if (attempt.isOver()) {
      return;
    }
    StreamNotes.Kind kind = notes.take(event);
    if (!known && notes().id() != null || notes().items().size() > knownItems) {
      known = true;
      knownItems = notes().items().size();
      exchange.known(attempt, notes());
    }
    if (kind == StreamNotes.Kind.BROKEN) {
      broken("an event can't be read");
    } else if (kind == StreamNotes.Kind.ERROR) {
      error(event);
    } else if (kind == StreamNotes.Kind.USAGE && dropUsage) {
      return;
    } else if (begun) {
      exchange.client.write(event);
      endSoon();
    } else if (kind == StreamNotes.Kind.CONTENT) {
      held.add(event);
      begin();
      endSoon();
    } else {
      hold(event);
    }
  }

  /** All is there once the last event is: clients go then, and not every upstream ends. */
  private void endSoon() {
    if (whole || !notes.isLast()) {
      return;
    }
    whole = true;
    exchange.client.whole();
    stopWatching();
    idleTimer =
        exchange.vertx.setTimer(
            END_MILLIS,
            id -> {
              idleTimer = -1;
              ended(false);
              attempt.cancel();
            });
  }

  /** Whether the last event has been shown. */
  boolean isWhole() {
    return whole;
  }

  private void hold(byte[] event) {
    held.add(event);
    heldBytes += event.length;
    if (held.size() > exchange.door.settings.answering().holdEvents()
        || heldBytes > exchange.door.settings.answering().holdBytes()) {
      begin();
    }
  }

  private void begin() {
    begun = true;
    attempt.disarm();
    attempt.firstToken();
    exchange.client.begin(attempt, response.headers());
    held.forEach(exchange.client::write);
    held.clear();
    watchIdle(exchange.door.settings.answering().idle().toMillis());
  }

  private void watchIdle(long millis) {
    idleTimer =
        exchange.vertx.setTimer(
            Math.max(1, millis),
            id -> {
              long left =
                  exchange.door.settings.answering().idle().toMillis()
                      - (System.nanoTime() - heard) / 1_000_000;
              if (attempt.isOver()) {
                idleTimer = -1;
              } else if (left > 0 || paused) {
                watchIdle(paused ? millis : left);
              } else {
                breakOff(
                    Failure.of(Kind.TIMEOUT, "the stream paused too long"), "upstream_timeout");
              }
            });
  }

  private void error(byte[] event) {
    Failure failure =
        Failure.ofSaid(notes.errorStatus(), "the stream ended in an error", null, null);
    if (begun) {
      exchange.client.write(event);
      errorShown = true;
      breakOff(failure, "upstream_error");
    } else {
      attempt.fail(notes(), failure);
      attempt.cancel();
    }
  }

  private void broken(String what) {
    Failure failure = Failure.of(Kind.SERVER_ERROR, what);
    if (begun) {
      breakOff(failure, "upstream_broken");
    } else {
      attempt.fail(notes(), failure);
      attempt.cancel();
    }
  }

  /** Some of it was shown: its client is told that the rest will not come. */
  private void breakOff(Failure failure, String code) {
    if (attempt.isOver()) {
      return;
    }
    attempt.done();
    exchange.brokeOff(attempt, notes(), failure);
    if (errorShown) {
      exchange.client.end();
    } else {
      exchange.client.error(
          ApiError.server(502, code, "The answer broke off: " + failure.error() + "."));
    }
    attempt.cancel();
  }

  /**
   * The upstream sends no more.
   *
   * @param broken whether it did not end but broke
   */
  void ended(boolean broken) {
    if (attempt.isOver()) {
      return;
    }
    splitter.end();
    if (attempt.isOver()) {
      return;
    }
    if (!begun) {
      attempt.fail(notes(), Failure.of(Kind.SERVER_ERROR, "the answer is empty"));
    } else if (!notes.isFinished() || broken && !notes.isMarked()) {
      breakOff(Failure.of(Kind.SERVER_ERROR, "the stream ended too early"), "upstream_ended");
    } else {
      attempt.done();
      if (exchange.facts.api() == Api.CHAT && !notes.isMarked()) {
        exchange.client.write(DONE);
      }
      exchange.client.end();
      exchange.answered(attempt, notes(), attempt.isUnattended());
    }
  }

  /** Nothing more is expected of it. */
  void stopWatching() {
    if (idleTimer >= 0) {
      exchange.vertx.cancelTimer(idleTimer);
      idleTimer = -1;
    }
  }
}
