/** One run of the demo, from starting the broker to the final summary. */
package dev.surety.demo.run;
