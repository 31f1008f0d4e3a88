/**
 * {@code surety embed}: routing data with sentence embeddings. A module of its own, since the
 * network and its runtime weigh more than all the rest; neither the job nor the other tools know
 * it.
 */
package dev.surety.embeddings;
