/**
 * Health of models, shared by all tenants: attempts summed up, a breaker a model, and what of it is
 * in force for everybody. Pure; what runs it in the job is {@code dev.surety.flink}.
 */
package dev.surety.policy.health;
