/**
 * What operators set: every option with its type, default and description, read from a file, the
 * environment and the arguments, and checked before anything starts.
 */
package dev.surety.job.options;
