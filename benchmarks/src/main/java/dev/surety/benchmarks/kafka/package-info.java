/** From topic to topic through a real broker: rate, latency, and what buffers do to it. */
package dev.surety.benchmarks.kafka;
