/**
 * The front door: OpenAI's API over HTTP, in front of any upstream that speaks it. It asks the
 * router which model shall answer, passes bodies on byte for byte, and reports what answers took.
 */
package dev.surety.gateway;
