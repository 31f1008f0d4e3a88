/** Who may come in: keys of tenants, stored as hashes in a file that operators keep. */
package dev.surety.gateway.keys;
