/** What the commands that read journals and savepoints take. */
package dev.surety.benchmarks.tools;
