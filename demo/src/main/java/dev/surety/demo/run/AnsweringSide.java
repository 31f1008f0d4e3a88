package dev.surety.demo.run;

import dev.surety.demo.traffic.PlannedRequest;
import java.util.concurrent.CompletionStage;

/** How a user comes to an answer. */
interface AnsweringSide {

  /**
   * Asks, has the answer given, and sees to what the user says of it.
   *
   * @return what the user got; {@code null} if nothing
   */
  CompletionStage<Served> serve(PlannedRequest request);
}
