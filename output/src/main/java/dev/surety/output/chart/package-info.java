/**
 * Pictures for reports: small SVG charts that live inside one HTML page, take their colours from
 * its style sheet and need nothing from outside.
 */
package dev.surety.output.chart;
