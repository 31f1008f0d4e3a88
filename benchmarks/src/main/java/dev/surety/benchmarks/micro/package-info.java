/** Single steps with JMH, each beside the floor of what is possible. */
package dev.surety.benchmarks.micro;
