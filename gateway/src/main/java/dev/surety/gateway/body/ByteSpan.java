package dev.surety.gateway.body;

/**
 * A part of a text of bytes.
 *
 * @param from where it begins
 * @param to where it has ended
 */
record ByteSpan(int from, int to) {}
