/** Keys and their file. */
package dev.surety.gateway.keys;
