/**
 * What routers of the literature are compared with, as policies that the engine plays like any
 * other: uninformed ones, ones trained offline on part of the data, and hindsight references that
 * no router could be. Definitions: dossier section 5.
 */
package dev.surety.lab.baseline;
