package dev.surety.trials.cluster;

/**
 * A TaskManager as REST lists it. One that was killed stays on the list until it is missed.
 *
 * @param id its resource id
 * @param slots all it has
 * @param freeSlots those without work
 */
public record RegisteredWorker(String id, int slots, int freeSlots) {}
