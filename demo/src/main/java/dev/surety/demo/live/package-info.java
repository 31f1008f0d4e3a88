/** The live table of a run on the terminal. */
package dev.surety.demo.live;
