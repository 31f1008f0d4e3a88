/** The router's six topics on Kafka: made as they must be, and held against it. */
package dev.surety.operate.topics;
