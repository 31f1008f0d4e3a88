/** Metrics, dashboard and alerts against the real Prometheus. */
package dev.surety.demo.monitoring;
