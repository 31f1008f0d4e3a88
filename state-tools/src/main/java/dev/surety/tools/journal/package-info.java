/**
 * Journals as files and as what they say. Whoever passes over a journal's rows does so here: {@link
 * dev.surety.tools.journal.JournalFiles} tells which files there are, {@link
 * dev.surety.tools.journal.LiveBranch} which rows count, and {@link
 * dev.surety.tools.journal.History} gives them, on one machine or as a batch job of Flink's. Then
 * there is folding them through the engine, and telling where the fold and the record differ.
 */
package dev.surety.tools.journal;
