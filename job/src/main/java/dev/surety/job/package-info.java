/**
 * The Flink application that is submitted to a cluster: options are read and checked, sources and
 * sinks are built, and the graph is wired around the routing function.
 */
package dev.surety.job;
