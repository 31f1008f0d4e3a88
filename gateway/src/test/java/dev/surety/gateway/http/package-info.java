/** The door against an upstream that misbehaves on request, point by point. */
package dev.surety.gateway.http;
