package dev.surety.client;

import dev.surety.client.Execution.Outcome;
import dev.surety.domain.Answer;
import dev.surety.domain.RoutingRequest;
import java.util.concurrent.CompletableFuture;

/** One question that waits for the router. Each is itself: two requests of one id are two. */
final class Waiting {

  final RoutingRequest request;

  /** The router's answer, or {@code null} if there is none: then {@link #why} tells. */
  final CompletableFuture<Answer> answer = new CompletableFuture<>();

  private volatile Outcome why = Outcome.TIMED_OUT;

  Waiting(RoutingRequest request) {
    this.request = request;
  }

  /** No answer will come, or none is waited for. */
  void giveUp(Outcome reason) {
    why = reason;
    answer.complete(null);
  }

  Outcome why() {
    return why;
  }
}
