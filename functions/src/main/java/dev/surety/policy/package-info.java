/**
 * Routing policies: each weighs expected satisfaction against cost in its own way and chooses a
 * model with a known propensity. The virtual queue, which every policy carries, is the debt towards
 * the promised satisfaction.
 */
package dev.surety.policy;
