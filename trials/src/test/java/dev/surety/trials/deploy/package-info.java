/** What the manifests of {@code k8s-operator} ask of Flink and of the job, asked for real. */
package dev.surety.trials.deploy;
