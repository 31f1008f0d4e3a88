/** Logs and results of others, read as they write them, and written as the house reads them. */
package dev.surety.lab.imports;
