/** The JSON of the topics: read strictly where a promise hangs on it, leniently where not. */
package dev.surety.wire.json;
