/**
 * HTTP on both sides: requests come in, are tried at upstreams until one answers, and answers go
 * out. All of a request happens on one event loop, which nothing here may block.
 */
package dev.surety.gateway.http;
