/**
 * What the tests of every module share: which outside things a test needs and whether they are
 * there, and where the real data lies.
 */
package dev.surety.testing;
