/**
 * Checks the deployment manifests of this folder: each must satisfy the schemas of the Flink
 * Kubernetes operator and agree with the options of the job.
 */
package dev.surety.k8s;
