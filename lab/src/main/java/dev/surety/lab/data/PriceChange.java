package dev.surety.lab.data;

/**
 * A model gets another list price.
 *
 * @param model its place in the pool
 * @param price the new price
 * @param source where that is published
 */
public record PriceChange(int model, Price price, String source) {}
