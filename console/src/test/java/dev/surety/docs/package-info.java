/** What the documentation promises a reader: that commands, options and links are there. */
package dev.surety.docs;
