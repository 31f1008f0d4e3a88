/** Options: where they come from, what is refused, and the page about them. */
package dev.surety.gateway.options;
