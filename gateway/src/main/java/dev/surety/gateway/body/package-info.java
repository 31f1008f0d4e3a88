/**
 * Bodies of requests and answers: what the door has to know of them is read off their bytes, and
 * what it changes is cut into these; nothing is written anew.
 */
package dev.surety.gateway.body;
