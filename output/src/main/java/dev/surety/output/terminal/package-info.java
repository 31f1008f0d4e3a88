/** What every command line of this house has in common on a terminal. */
package dev.surety.output.terminal;
