/**
 * Journals as files and as what they say: reading them, folding them through the engine, and
 * telling where the fold and the record differ.
 */
package dev.surety.tools.journal;
