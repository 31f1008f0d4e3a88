/** How every tenant stands, live: on the terminal and as a page. */
package dev.surety.operate.status;
