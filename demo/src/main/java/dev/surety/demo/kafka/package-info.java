/** A real Kafka broker in this JVM or in one of its own, on loopback. */
package dev.surety.demo.kafka;
