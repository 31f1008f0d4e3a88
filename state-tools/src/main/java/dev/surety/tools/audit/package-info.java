/** The command {@code surety audit}, whose parts judge what was decided from the journal alone. */
package dev.surety.tools.audit;
