/** The upstream that calls no model. */
package dev.surety.gateway.simulation;
