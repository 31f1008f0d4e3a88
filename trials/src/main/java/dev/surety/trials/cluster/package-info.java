/**
 * Real processes on loopback: a standalone Flink cluster and a Kafka broker, each in JVMs of their
 * own that can be killed and started again, and a client for Flink's REST interface.
 */
package dev.surety.trials.cluster;
