/** More traffic than usual: a burst for all, and one tenant that takes nearly everything. */
package dev.surety.trials.overload;
