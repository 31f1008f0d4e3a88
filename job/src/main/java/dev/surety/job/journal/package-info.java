/** The journal's way into files: Avro containers that are committed with checkpoints. */
package dev.surety.job.journal;
