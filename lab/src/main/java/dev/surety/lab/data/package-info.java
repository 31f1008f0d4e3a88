/** Requests whose outcome is known for every model: recorded, or simulated from published facts. */
package dev.surety.lab.data;
