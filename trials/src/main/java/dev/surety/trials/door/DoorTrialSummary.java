package dev.surety.trials.door;

import dev.surety.demo.run.SummaryFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a trial of the door came to.
 *
 * @param clients at once
 * @param asked questions, each once
 * @param complete those that were answered to the last word
 * @param broken tries that failed, all of them for the kill
 * @param sameDecision tries after the first whose decision was that of the first
 * @param otherDecision those whose decision was another
 * @param clientsLeft connections of users that the door has kept after they had gone
 * @param upstreamsLeft connections to the upstream that it has kept
 * @param exchangesLeft objects of requests that the door has kept
 * @param lostReports answers that were given and not reported, as the door was killed meanwhile
 */
record DoorTrialSummary(
    int clients,
    double seconds,
    boolean killed,
    long asked,
    long complete,
    long broken,
    long standings,
    long sameDecision,
    long otherDecision,
    long clientsLeft,
    long upstreamsLeft,
    long heapMbBefore,
    long heapMbAfter,
    long exchangesLeft,
    DoorLedger ledger,
    long lostReports,
    boolean bookedExactly) {

  boolean passed() {
    return complete == asked
        && (killed || broken == 0)
        && otherDecision == 0
        && clientsLeft == 0
        && upstreamsLeft == 0
        && exchangesLeft == 0
        && ledger.decided() == asked
        && ledger.decidedTwice() == 0
        && ledger.saidTwice() == 0
        && (killed || lostReports == 0)
        && bookedExactly;
  }

  void write(Path file) throws IOException {
    SummaryFile.write(file, this);
  }

  void print(PrintStream out) {
    out.printf(
        "%,d users at once for %.0f s%s: %,d questions, %,d answered whole, %,d tries broke off%n",
        clients,
        seconds,
        killed ? ", then as long with a door that is killed halfway" : "",
        asked,
        complete,
        broken);
    out.printf(
        "decided %,d requests, %,d of them twice; %,d tries again met the same decision, %,d another%n",
        ledger.decided(), ledger.decidedTwice(), sameDecision, otherDecision);
    out.printf(
        "reported %,d answers, %,d of them twice, %,d not at all; booked %,d requests and $%.3f: %s%n",
        ledger.answers(),
        ledger.saidTwice(),
        lostReports,
        ledger.standingRequests(),
        ledger.standingCostUsd(),
        bookedExactly ? "exactly that" : "NOT THAT");
    out.printf(
        "connections left: %d of users, %d to the upstream; heap after a collection %,d MB, then %,d MB; %d requests kept%n",
        clientsLeft, upstreamsLeft, heapMbBefore, heapMbAfter, exchangesLeft);
    out.println(passed() ? "passed" : "FAILED");
  }
}
