/**
 * A house that breaks every rule, so that {@link dev.surety.architecture.FloorsTest} can see them
 * bite.
 */
package dev.surety.architecture.broken;
