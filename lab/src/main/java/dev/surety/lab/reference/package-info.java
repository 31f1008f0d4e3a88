/** What fixed choices would have cost, known only in hindsight. */
package dev.surety.lab.reference;
