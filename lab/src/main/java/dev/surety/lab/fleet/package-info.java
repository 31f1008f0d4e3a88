/** Made-up fleets: tenants of one pool of models, like each other or not. */
package dev.surety.lab.fleet;
