package dev.surety.architecture.broken.util;

/** A good name in a drawer for everything. */
record Clock(long millis) {}
