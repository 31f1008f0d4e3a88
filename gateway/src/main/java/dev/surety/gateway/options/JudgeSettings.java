package dev.surety.gateway.options;

import java.time.Duration;

/**
 * The model that judges answers for this door.
 *
 * @param upstream who serves it
 * @param model as its upstream calls it
 * @param rubric what it is told
 * @param atOnce questions to it at once
 * @param mostHeld answers that are gathered, wait or are judged
 * @param maxChars of question and answer together
 * @param budgetUsd a day
 * @param inputUsdPerMtok NaN if it is not known
 * @param outputUsdPerMtok NaN if it is not known
 */
public record JudgeSettings(
    String upstream,
    String model,
    String rubric,
    int atOnce,
    int mostHeld,
    Duration timeout,
    int maxChars,
    double budgetUsd,
    double inputUsdPerMtok,
    double outputUsdPerMtok) {}
