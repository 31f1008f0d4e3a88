/** Many users of the front door at once, and a door that is killed under them. */
package dev.surety.trials.door;
