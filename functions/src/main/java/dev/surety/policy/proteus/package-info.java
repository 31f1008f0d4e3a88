/**
 * PROTEUS (arXiv 2601.19402; dossier section 4): one policy, trained offline on full information,
 * that takes the target at run time. The forward pass here is the one that the trainer learns
 * through. Beyond the paper: an online correction keeps each tenant's promise where the training
 * data does not speak for its traffic.
 */
package dev.surety.policy.proteus;
