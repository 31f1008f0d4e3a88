package dev.surety.architecture.broken.engine;

/** A name that says nothing. */
public record RoutingHelper() {}
