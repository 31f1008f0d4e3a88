/** What the job counts and shows of itself, through Flink's metrics. */
package dev.surety.flink.metrics;
