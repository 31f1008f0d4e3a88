package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.journal.RejectionReplay.Accepted;
import java.io.Serializable;

/**
 * What a key's rows came to.
 *
 * @param key {@code tenant/tier}
 * @param target promised last
 * @param value row by row; of the log itself where the question was another
 * @param asItIs simulated with nothing changed, or {@code null} if nothing was simulated
 * @param changed simulated scenario, likewise
 * @param replay rejection replay, or {@code null} if the log was not uniform or the question
 *     another
 */
record KeyResult(
    String key,
    double target,
    Counts counts,
    KeyValue value,
    Simulated asItIs,
    Simulated changed,
    Accepted replay)
    implements Serializable {}
