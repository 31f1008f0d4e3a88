/**
 * What operators set: every option of the front door, read from a file, the environment and the
 * arguments.
 */
package dev.surety.gateway.options;
