package dev.surety.operate.control;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people type it: a whole number and its unit, or ISO-8601. */
final class TimeSpan implements ITypeConverter<Duration> {

  private static final Duration LONGEST = Duration.ofDays(366);

  @Override
  public Duration convert(String text) {
    Duration time = parse(text.strip().toLowerCase(Locale.ROOT));
    if (time == null || time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "'%s' is no time of 1 second to 366 days; write it like 90s, 30m, 2h or 1d"
              .formatted(text));
    }
    return time;
  }

  /** Or {@code null}. */
  private static Duration parse(String text) {
    try {
      if (text.startsWith("p")) {
        return Duration.parse(text);
      }
      long number = Long.parseLong(text.substring(0, Math.max(0, text.length() - 1)));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        case 'h' -> Duration.ofHours(number);
        case 'd' -> Duration.ofDays(number);
        default -> null;
      };
    } catch (RuntimeException e) { // whatever is wrong with it, it is no time
      return null;
    }
  }
}
