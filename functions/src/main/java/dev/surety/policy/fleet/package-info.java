/**
 * What tenants of one pool learn from each other: their labels summed up, and the rates that are
 * made of them and handed back as a prior (fourth routing study, section 6, as amended by the
 * fifth). Pure; what runs it in the job is {@code dev.surety.flink}.
 */
package dev.surety.policy.fleet;
