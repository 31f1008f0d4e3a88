/** The job and the tools on object storage. */
package dev.surety.trials.storage;
