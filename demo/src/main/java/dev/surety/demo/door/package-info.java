/** The front door of a demo, with simulated models behind it. */
package dev.surety.demo.door;
