/**
 * Operators' mistakes, each made once on purpose in real processes: what is survived, what is
 * refused with the way on, and that nothing is lost by either.
 */
package dev.surety.trials.drill;
