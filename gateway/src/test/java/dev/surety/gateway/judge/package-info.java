/** Tests of what the judge says and may cost. */
package dev.surety.gateway.judge;
