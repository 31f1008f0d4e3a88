package dev.surety.wire.json;

import dev.surety.domain.RecurringPrice;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The prices of a model that recur, as its control record states them. */
final class CalendarJson {

  static final int MOST_PRICES = 48;
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final int MAX_ZONE = 50;

  private CalendarJson() {}

  static List<RecurringPrice> read(FieldReader in) throws IOException, MalformedRecord {
    List<RecurringPrice> prices =
        ConfigJson.objects(in, "an array of recurring prices", CalendarJson::price);
    if (prices.isEmpty() || prices.size() > MOST_PRICES) {
      throw in.malformed(
          "has " + prices.size() + " entries", "give 1 to " + MOST_PRICES + ", or leave it out");
    }
    return prices;
  }

  private static RecurringPrice price(FieldReader in) throws IOException, MalformedRecord {
    int days = RecurringPrice.EVERY_DAY;
    Integer from = null;
    Integer to = null;
    ZoneId zone = ZoneId.of("Z");
    Double input = null;
    Double output = null;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "days" -> days = days(in);
        case "from" -> from = minute(in, RecurringPrice.MINUTES_OF_DAY - 1);
        case "to" -> to = minute(in, RecurringPrice.MINUTES_OF_DAY);
        case "timezone" -> zone = zone(in);
        case "input_usd_per_mtok" -> input = in.amount(ModelJson.DEAREST_USD_PER_MTOK);
        case "output_usd_per_mtok" -> output = in.amount(ModelJson.DEAREST_USD_PER_MTOK);
        default -> in.skip();
      }
    }
    Required.field("calendar.from", from);
    Required.field("calendar.to", to);
    if (from.equals(to)) {
      throw MalformedRecord.field(
          "calendar.to",
          "is no time behind from",
          "write the hours as from 08:00 to 20:00, over midnight as from 20:00 to 08:00, and a whole day as from 00:00 to 24:00");
    }
    return new RecurringPrice(
        days,
        from,
        to == 0 ? RecurringPrice.MINUTES_OF_DAY : to,
        zone,
        Required.field("calendar.input_usd_per_mtok", input),
        Required.field("calendar.output_usd_per_mtok", output));
  }

  private static int days(FieldReader in) throws IOException, MalformedRecord {
    int days = 0;
    for (String name : FieldLists.names(in, 1)) {
      int day = DAYS.indexOf(name);
      if (day < 0) {
        throw in.malformed("has " + MalformedRecord.quoted(name), "write some of " + DAYS);
      }
      days |= 1 << day;
    }
    return days;
  }

  /** The minute of the day of a time like {@code 08:30}. */
  private static int minute(FieldReader in, int most) throws IOException, MalformedRecord {
    String text = in.text(1, FieldReader.MAX_NAME);
    int minute = -1;
    if (text.length() == 5 && text.charAt(2) == ':') {
      int hour = twoDigits(text, 0);
      int past = twoDigits(text, 3);
      minute = hour < 0 || past < 0 || past > 59 ? -1 : hour * 60 + past;
    }
    if (minute < 0 || minute > most) {
      throw in.malformed(
          "is " + MalformedRecord.quoted(text), "write hours and minutes like 08:30");
    }
    return minute;
  }

  private static int twoDigits(String text, int at) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static ZoneId zone(FieldReader in) throws IOException, MalformedRecord {
    String text = in.text(1, MAX_ZONE);
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw in.malformed(
          "is " + MalformedRecord.quoted(text),
          "write a zone like Europe/Berlin, an offset like +02:00, or UTC");
    }
  }

  /** Left out where nothing recurs. */
  static void write(List<RecurringPrice> calendar, FieldWriter out) throws IOException {
    if (calendar.isEmpty()) {
      return;
    }
    List<JsonRecord.Content> prices = new ArrayList<>();
    for (RecurringPrice price : calendar) {
      prices.add(fields -> write(price, fields));
    }
    out.objects("calendar", prices);
  }

  private static void write(RecurringPrice price, FieldWriter out) throws IOException {
    List<String> days = new ArrayList<>();
    for (int day = 0; day < DAYS.size(); day++) {
      if (price.beginsOn(day)) {
        days.add(DAYS.get(day));
      }
    }
    out.texts("days", days)
        .text("from", time(price.fromMinute()))
        .text("to", time(price.toMinute()))
        .text("timezone", price.zone().getId())
        .number("input_usd_per_mtok", price.inputUsdPerMtok())
        .number("output_usd_per_mtok", price.outputUsdPerMtok());
  }

  private static String time(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
