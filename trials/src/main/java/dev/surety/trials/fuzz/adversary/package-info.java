/**
 * Well-formed traffic of somebody who means ill: everything that a record may say, in any order,
 * driven through the engine and its wire forms without a broker, and what must hold of it.
 */
package dev.surety.trials.fuzz.adversary;
