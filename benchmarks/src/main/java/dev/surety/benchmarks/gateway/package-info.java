/** What the front door adds to an answer, beside another gateway in the same run. */
package dev.surety.benchmarks.gateway;
