/** The journal as Avro files: its schema, and rows to records and back. */
package dev.surety.wire.journal;
