/**
 * The reference gateway: what a real one has to do around its models to be routed by Surety. Await
 * the decision, fall back on the standing when none comes in time, execute the first decision of a
 * request only, report usage and pass feedback on.
 */
package dev.surety.client;
