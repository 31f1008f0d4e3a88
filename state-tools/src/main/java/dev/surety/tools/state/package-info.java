/** The commands of {@code surety state}. */
package dev.surety.tools.state;
