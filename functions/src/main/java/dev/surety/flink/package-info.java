/**
 * The only package of this module that knows Flink: the keyed function around the engine, with its
 * state descriptors, type serializers, output tags, timers and metrics. It decides nothing itself.
 */
package dev.surety.flink;
