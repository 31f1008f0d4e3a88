/**
 * The words of the routing domain as immutable values: what a request asks, what feedback says,
 * what a model costs, what an SLA promises, what was decided and what the journal records. They
 * know nothing of formats, learning or Flink, and everything else speaks in them.
 */
package dev.surety.domain;
