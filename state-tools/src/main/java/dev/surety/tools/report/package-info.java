/** The page for the owner of the promises, from the journal alone. */
package dev.surety.tools.report;
