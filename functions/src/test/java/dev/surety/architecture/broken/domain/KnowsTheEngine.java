package dev.surety.architecture.broken.domain;

import dev.surety.architecture.broken.engine.RoutingHelper;

/** The ground floor looks up. */
record KnowsTheEngine(RoutingHelper helper) {}
