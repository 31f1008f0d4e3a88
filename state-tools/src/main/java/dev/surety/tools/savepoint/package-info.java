/** Savepoints as what is in them: reading ROUTE's state without a job. */
package dev.surety.tools.savepoint;
