/**
 * Buckets from prompts: a request without a tag gets that of the nearest of some centroids, which
 * are trained on prompts or embeddings and published as an artefact.
 */
package dev.surety.policy.tagger;
