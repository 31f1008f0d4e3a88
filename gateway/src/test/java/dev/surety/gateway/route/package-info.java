/** The way to the router, and what answers without it. */
package dev.surety.gateway.route;
