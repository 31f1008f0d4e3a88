/**
 * What a run measured, as JSON, as a table and as a page, and how it compares with the baseline.
 */
package dev.surety.benchmarks.report;
