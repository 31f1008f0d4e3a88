/**
 * Trains policies offline on routing data, where the outcome of every model is known for every row,
 * and writes the artefact that the control topic takes.
 */
package dev.surety.lab.train;
