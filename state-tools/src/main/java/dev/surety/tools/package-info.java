/**
 * The command line for people who run the router: looks into savepoints and journals, edits and
 * seeds state, replays history and explains decisions.
 */
package dev.surety.tools;
