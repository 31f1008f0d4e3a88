/** Price lists that others publish, read as they publish them. */
package dev.surety.operate.prices;
