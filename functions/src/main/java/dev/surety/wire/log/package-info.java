/** Logs of requests that others have served: what the importer writes, and what tools read. */
package dev.surety.wire.log;
