/**
 * An upstream that calls no model: it speaks OpenAI's API as a provider does, at the pace and with
 * the failures that a request asks for. The demo, trials of the door and its tests stand before it.
 */
package dev.surety.gateway.simulation;
