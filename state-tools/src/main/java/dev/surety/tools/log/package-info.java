/** What a log of requests that others have served says of other choices and promises. */
package dev.surety.tools.log;
