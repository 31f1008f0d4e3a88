/**
 * The Flink application that is submitted to a cluster: options are read and checked, sources and
 * sinks are built, and the graph is wired around the routing function. {@link
 * dev.surety.job.RouterJob} starts it, {@link dev.surety.job.RouterTopology} shows it.
 */
package dev.surety.job;
