/**
 * One decision explained: it is made once more by folding its key's journal, and the policy says
 * why.
 */
package dev.surety.tools.explain;
