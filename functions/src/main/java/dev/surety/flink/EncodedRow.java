package dev.surety.flink;

/**
 * A journal row on its way to its file.
 *
 * @param day of ROUTE's clock when it was written, in days since 1970-01-01 UTC. It travels with
 *     the row, as the sink's own clock may be a day further: a row would stand in another folder
 *     than the configuration it names.
 * @param datum the row as {@code JournalAvro} encodes it
 */
public record EncodedRow(int day, byte[] datum) {}
