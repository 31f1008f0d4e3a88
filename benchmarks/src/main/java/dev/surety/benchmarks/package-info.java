/**
 * Measures what the router costs: single steps with JMH, and whole pipelines from topic to topic.
 */
package dev.surety.benchmarks;
