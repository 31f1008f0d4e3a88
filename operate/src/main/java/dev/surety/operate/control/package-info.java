/** The control topic from the command line: what is in force, and changes to it. */
package dev.surety.operate.control;
