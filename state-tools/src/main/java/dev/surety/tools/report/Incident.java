package dev.surety.tools.report;

/**
 * Something that an owner of a promise wants to know of.
 *
 * @param time it began, epoch milliseconds
 * @param kind of it, in a word or two
 * @param text what happened
 */
record Incident(long time, String kind, String text) {}
