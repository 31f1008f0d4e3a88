/** The dead letters: what the job refused, listed, and sent again after a fix. */
package dev.surety.operate.deadletters;
