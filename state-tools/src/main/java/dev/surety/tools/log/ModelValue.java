package dev.surety.tools.log;

/**
 * What a tenant's requests would have come to with one model for all of them.
 *
 * @param share of the requests that it answered
 * @param labels that it got
 * @param satisfaction 0..1
 * @param low least that the log lets it be; with assumptions, at the edge of the sensitivity band
 * @param high most that the log lets it be, likewise
 * @param cost a request, USD
 * @param evidence whether the log shows it (chance chose), or it is a what-if by a model
 * @param note how it was found, or why there is no evidence
 */
record ModelValue(
    String model,
    double share,
    long labels,
    double satisfaction,
    double low,
    double high,
    UsdBand cost,
    boolean evidence,
    String note) {}
