/** The commands {@code surety state …}: what people see and change of a router's state. */
package dev.surety.tools.state;
