/**
 * The rules of the house, as tests: which package may know which, and how things are not called.
 */
package dev.surety.architecture;
