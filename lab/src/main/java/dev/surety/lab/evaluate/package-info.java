/**
 * {@code surety evaluate}: policies replayed over data in which every model's answer is known,
 * through the engine of the job, against targets, users and hindsight references.
 */
package dev.surety.lab.evaluate;
