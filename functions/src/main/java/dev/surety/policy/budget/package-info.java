/** One budget over all tiers of a tenant: who of them may spend how much of it, and when. */
package dev.surety.policy.budget;
