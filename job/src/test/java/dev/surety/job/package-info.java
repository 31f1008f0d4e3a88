/** Tests of the job, as far as they need no broker. */
package dev.surety.job;
