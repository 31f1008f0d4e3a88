/** A stream of records from one seed, from the topics' JSON to the bytes that come of it. */
package dev.surety.stream;
