package dev.surety.wire.journal;

import dev.surety.domain.JournalRow;
import org.apache.avro.Schema;

/**
 * The journal's Avro form. A journal file is an Avro container of the datums that {@link #encode}
 * gives; any Avro tool reads it, {@code docs/journal.md} explains it to a data team.
 *
 * <p>Every component of a row survives, doubles bit for bit, but for the candidates' figures, which
 * folding gives again: of these {@link dev.surety.domain.CandidateColumns#rounded} is kept. Where
 * the schema allows null, {@link Double#NaN} and {@code RoutingRequest.UNKNOWN} are written as
 * null, so that averages in SQL come out right. Fields are added at the end of their record, as a
 * union with null and default null, and never taken away: then every version reads the files of
 * every other.
 *
 * <p>An instance keeps its buffer from row to row: one a thread.
 */
public final class JournalAvro {

  private final JournalEncoder encoder = new JournalEncoder();

  /** What new files are written with, and what older ones are resolved to. */
  public static Schema schema() {
    return JournalSchema.SCHEMA;
  }

  /**
   * One row as one Avro datum: binary, without a container around it.
   *
   * @throws IllegalArgumentException if the key, time or request id of the row's stamp and of what
   *     it carries are not the same: the schema has them once
   */
  public byte[] encode(JournalRow row) {
    return encoder.encode(row);
  }
}
