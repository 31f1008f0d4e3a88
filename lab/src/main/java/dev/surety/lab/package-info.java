/**
 * The laboratory's command line: policies evaluated and trained on data, without a cluster, a
 * broker or a journal.
 */
package dev.surety.lab;
