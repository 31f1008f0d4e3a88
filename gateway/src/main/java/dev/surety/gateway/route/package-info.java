/**
 * Which model answers: the way to the router and back, and what is known of the models of the pool.
 */
package dev.surety.gateway.route;
