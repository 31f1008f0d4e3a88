/**
 * Turns a request into the numbers that a policy learns from. The same request always gives the
 * same vector, on every machine, so that a replay sees what the live job saw.
 */
package dev.surety.features;
