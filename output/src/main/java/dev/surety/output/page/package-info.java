/**
 * Pages for a browser: what is on them is said in {@link dev.surety.output.page.Block blocks}, how
 * it is written stands in the templates of {@code src/main/jte}, which escape whatever they are
 * given, and how it looks in {@code page.css}.
 */
package dev.surety.output.page;
