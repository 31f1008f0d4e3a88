package dev.surety.testing;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.Notice;
import dev.surety.domain.Sketch;
import dev.surety.domain.TenantTier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A record none of whose components has the value that stands for nothing: what a copy of it has
 * lost was forgotten by whoever made the copy. Components of one name have one value wherever they
 * stand, as the key of a row and that of its request must.
 */
public final class FullRecord {

  private static final long AN_HOUR = 3_600_000;
  private static final long TIME = 1_700_000_000_000L;

  private FullRecord() {}

  /** The record with a value in every component, whatever components it has. */
  public static <T extends Record> T of(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(Arrays.stream(components).map(FullRecord::value).toArray());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " cannot be made: " + e.getCause(), e);
    }
  }

  /** The components that a copy does not have as the record has them, as {@code Feedback.error}. */
  public static List<String> lost(Record record, Object copy) {
    List<String> lost = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = get(component, record);
      Object copied = get(component, copy);
      if (Objects.equals(value, copied)) {
        continue;
      }
      if (value instanceof Record inner && copied != null) {
        lost.addAll(lost(inner, copied));
      } else {
        lost.add(record.getClass().getSimpleName() + '.' + component.getName());
      }
    }
    return lost;
  }

  private static Object get(RecordComponent component, Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(component + " cannot be read", e);
    }
  }

  private static Object value(RecordComponent component) {
    String name = component.getName();
    if (name.equals("promptChars")) {
      return "prompt".length();
    }
    if (component.getType() == long.class) {
      if (name.equals("millis")) {
        return 1000L + number(name);
      }
      boolean span = name.toLowerCase(Locale.ROOT).endsWith("windowmillis");
      return (span ? name.length() * AN_HOUR : TIME) + number(name);
    }
    return value(name, component.getGenericType());
  }

  private static Object value(String name, Type type) {
    if (type == String.class) {
      return name.equals("infeasible") ? Decision.DEADLINE : name;
    } else if (type == int.class) {
      return isSet(name) ? 0b101 | infeasible(name) : number(name);
    } else if (type == long.class || type == Long.class) {
      return (long) number(name);
    } else if (type == double.class) {
      return name.equals("confidence") ? 0.875 : number(name) / 1024.0;
    } else if (type == boolean.class) {
      return true;
    } else if (type == ZoneId.class) {
      return ZoneId.of("Europe/Berlin");
    } else if (type == TenantTier.class) {
      return new TenantTier("tenant", "tier");
    } else if (type == Features.class) {
      return new Features(new int[] {0, 1}, new float[] {0.5f, -2});
    } else if (type == Sketch.class) {
      return new Sketch(new short[] {17, -1}, new byte[] {1, -127});
    } else if (type == CandidateColumns.class) {
      return CandidateColumns.of(List.of(of(Candidate.class)));
    } else if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return of.length == 1 ? List.of(value(name, of[0])) : Map.of(name, value(name, of[1]));
    } else if (type instanceof Class<?> c && c.isEnum()) {
      return c.getEnumConstants()[c.getEnumConstants().length - 1];
    } else if (type instanceof Class<?> c && c.isRecord()) {
      return of(c.asSubclass(Record.class));
    }
    throw new AssertionError(
        "a component '%s' is of the new %s; give it a value in FullRecord".formatted(name, type));
  }

  /** The rows of the journal say so by a notice. */
  private static int infeasible(String name) {
    return name.equals("notices") ? Notice.DEADLINE_INFEASIBLE.bit() : 0;
  }

  /** Whether a number stands for a set of few things. */
  private static boolean isSet(String name) {
    return name.equals("days") || name.equals("notices");
  }

  /** From 1 to 1000, another one for nearly every name. */
  private static int number(String name) {
    return 1 + Math.floorMod(name.hashCode(), 1000);
  }
}
