/**
 * What the tests of every module share: which outside things a test needs and whether they are
 * there, where the real data lies, and builders of pools, promises, requests and answers with a
 * {@link dev.surety.testing.Play} of the engine over them.
 */
package dev.surety.testing;
