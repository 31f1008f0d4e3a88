/** The command line that people meet: all commands put together. */
package dev.surety.console;
