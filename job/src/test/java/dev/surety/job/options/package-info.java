/** Tests of the options, and the generator of their reference page. */
package dev.surety.job.options;
