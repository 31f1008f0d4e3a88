/** What {@code ./surety embed} is told, without the runtime that does it. */
package dev.surety.lab.embed;
