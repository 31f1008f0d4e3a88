/**
 * The door's reference judge: a model that is asked whether an answer satisfies, once the client
 * has it. Nothing here is stored or logged; question and answer are let go once judged.
 */
package dev.surety.gateway.judge;
