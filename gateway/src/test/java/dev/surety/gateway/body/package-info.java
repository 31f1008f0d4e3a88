/** Bodies: what is read of them, and that nothing else in them changes. */
package dev.surety.gateway.body;
