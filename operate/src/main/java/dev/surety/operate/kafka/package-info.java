/** Kafka as commands use it: who to ask, how to get in, and topics read to their end. */
package dev.surety.operate.kafka;
