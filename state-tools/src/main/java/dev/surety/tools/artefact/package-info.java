/** Trained artefacts as files: what training writes, evaluation replays and the demo publishes. */
package dev.surety.tools.artefact;
