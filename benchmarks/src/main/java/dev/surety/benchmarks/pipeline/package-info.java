/**
 * The job's whole graph on generated records, without a broker: its throughput beside that of an
 * identity function in ROUTE's place, and what its state weighs.
 */
package dev.surety.benchmarks.pipeline;
