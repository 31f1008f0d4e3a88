package dev.surety.wire.journal;

import static dev.surety.domain.RoutingRequest.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * The fields of a generic record as the domain has them; null as {@link AvroFieldWriter} means it.
 */
record AvroFieldReader(GenericRecord row) {

  AvroFieldReader section(String name) {
    GenericRecord section = (GenericRecord) row.get(name);
    if (section == null) {
      throw new IllegalArgumentException("kind says " + name + ", but " + name + " is null");
    }
    return new AvroFieldReader(section);
  }

  String text(String field) {
    Object value = row.get(field);
    return value == null ? null : value.toString();
  }

  List<String> texts(String field) {
    List<?> all = list(field);
    if (all.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(all.size());
    for (Object text : all) {
      texts.add(text.toString());
    }
    return List.copyOf(texts);
  }

  List<?> list(String field) {
    return (List<?>) row.get(field);
  }

  Map<?, ?> map(String field) {
    return (Map<?, ?>) row.get(field);
  }

  boolean isNull(String field) {
    return row.get(field) == null;
  }

  boolean flag(String field) {
    return (Boolean) row.get(field);
  }

  long whole(String field) {
    return (Long) row.get(field);
  }

  /** A number of things, or UNKNOWN. */
  int count(String field) {
    Object value = row.get(field);
    return value == null ? UNKNOWN : (Integer) value;
  }

  /** A large number of things, or UNKNOWN. */
  long longCount(String field) {
    Object value = row.get(field);
    return value == null ? UNKNOWN : (Long) value;
  }

  double real(String field) {
    Object value = row.get(field);
    return value == null ? Double.NaN : (Double) value;
  }
}
