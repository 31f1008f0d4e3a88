/** Who asks what when, and what the users say of the answers: pure functions of a seed. */
package dev.surety.demo.traffic;
