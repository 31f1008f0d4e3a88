package dev.surety.wire.journal;

import static dev.surety.wire.journal.JournalSchema.SECTIONS;

import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.ArrayDecoder.LastText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Reads the heads of rows and passes over the rest: most readers of a journal want few of its rows,
 * or want to know first where they belong. By the schema that a file was written with, so of any
 * version, and of fields that are added later. Not thread-safe.
 */
public final class HeadReader {

  private static final int MOST_KEYS = 1 << 16;

  private final ArrayDecoder in = new ArrayDecoder();
  private final RowHead head = new RowHead();
  private final FieldSkip row;

  private final LastText run = new LastText();
  private final LastText config = new LastText();
  private final LastText lastTier = new LastText();

  /** By tenant, most of whom have one tier. */
  private final Map<String, TenantTier> keys = new HashMap<>();

  private String kind;
  private String tenant;
  private String tier;

  /**
   * @param writer schema of the file
   */
  public HeadReader(Schema writer) {
    List<FieldSkip> fields = new ArrayList<>();
    for (Schema.Field field : writer.getFields()) {
      fields.add(field(field));
    }
    row = FieldSkip.all(fields);
  }

  /**
   * The head of a datum among others.
   *
   * @param from where it begins; {@link #end} tells where it ended
   * @throws IllegalArgumentException if it is none
   */
  public RowHead read(byte[] bytes, int from) {
    tenant = null;
    tier = null;
    head.config = null;
    head.born = 0;
    head.clock = Long.MIN_VALUE;
    in.begin(bytes, from);
    try {
      row.over(in);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a row ends within a field", e);
    }
    head.clock = head.clock == Long.MIN_VALUE ? head.time : head.clock;
    head.key = tenant == null ? null : key();
    return head;
  }

  /** Place behind the datum that was read last. */
  public int end() {
    return in.place();
  }

  private TenantTier key() {
    TenantTier known = keys.get(tenant);
    if (known == null || !known.tier().equals(tier)) {
      known = new TenantTier(tenant, tier);
      if (keys.size() == MOST_KEYS) {
        keys.clear();
      }
      keys.put(tenant, known);
    }
    return known;
  }

  private void kind(ArrayDecoder decoder) {
    String word = decoder.readKnown();
    if (!word.equals(kind)) {
      head.section = SECTIONS.parse("kind", word);
      kind = word;
    }
  }

  private FieldSkip field(Schema.Field field) {
    FieldSkip skip = FieldSkip.of(field.schema());
    Schema schema = field.schema();
    return switch (field.name()) {
      case "kind" -> this::kind;
      case "run" -> decoder -> head.run = decoder.readLast(run);
      case "epoch" -> decoder -> head.epoch = decoder.readLong();
      case "tenant" -> ifThere(schema, decoder -> tenant = decoder.readKnown());
      case "tier" -> ifThere(schema, decoder -> tier = decoder.readLast(lastTier));
      case "seq" -> decoder -> head.seq = decoder.readLong();
      case "time" -> decoder -> head.time = decoder.readLong();
      case "clock_time" -> ifThere(schema, decoder -> head.clock = decoder.readLong());
      case "born" -> ifThere(schema, decoder -> head.born = decoder.readLong());
      case "decision", "outcome" -> ifThere(schema, event(schema.getTypes().get(1)));
      default -> skip;
    };
  }

  private FieldSkip event(Schema section) {
    List<FieldSkip> fields = new ArrayList<>();
    for (Schema.Field field : section.getFields()) {
      fields.add(
          field.name().equals("config")
              ? decoder -> head.config = decoder.readLast(config)
              : FieldSkip.of(field.schema()));
    }
    return FieldSkip.all(fields);
  }

  /** Of a union of null and one type, or of that type alone. */
  private static FieldSkip ifThere(Schema schema, FieldSkip value) {
    if (schema.getType() != Schema.Type.UNION) {
      return value;
    }
    return decoder -> {
      if (decoder.isThere()) {
        value.over(decoder);
      }
    };
  }
}
