/** The versioned binary forms of what checkpoints hold; every older version is read. */
package dev.surety.wire.state;
