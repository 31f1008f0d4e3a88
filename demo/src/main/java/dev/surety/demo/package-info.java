/**
 * The whole system on one machine: an embedded broker, the job, traffic, a gateway that executes
 * decisions, and users who judge the answers.
 */
package dev.surety.demo;
