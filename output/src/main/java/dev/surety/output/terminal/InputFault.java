package dev.surety.output.terminal;

/**
 * Marks what is thrown because of something that a command was given and can't read: it is missing,
 * of another kind or damaged. Whatever command meets it, the exit code is 2, and the message, which
 * says what, where and how to mend it, is all that the user sees.
 */
public interface InputFault {}
