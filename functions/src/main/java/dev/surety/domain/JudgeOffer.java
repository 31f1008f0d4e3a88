package dev.surety.domain;

/**
 * A judge's label of an answer is worth its price: the gateway is asked to get it.
 *
 * @param valueUsd what the label takes off the cost of keeping the promise, as reckoned when the
 *     request was decided
 * @param priceUsd what it is expected to cost
 */
public record JudgeOffer(double valueUsd, double priceUsd) {}
