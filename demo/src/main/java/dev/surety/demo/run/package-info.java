/**
 * One run of the demo, from starting the broker to the final summary; and the same users and
 * traffic as a workload whose job runs elsewhere.
 */
package dev.surety.demo.run;
