package dev.surety.wire.json;

import dev.surety.domain.RecurringPrice;
import dev.surety.wire.json.ControlFields.Given;
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

  private static final String FROM_TIMES = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

  private static final String TO_TIMES = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";

  static final ControlField<Integer> DAYS_OF =
      ControlField.optional(
          "days",
          new ControlRule<>(
              CalendarJson::days,
              ControlRules.array(
                  1, FieldLists.MAX_NAMES, "{\"enum\":" + ControlRules.quoted(DAYS) + '}')),
          RecurringPrice.EVERY_DAY,
          "The days on which the hours begin. Absent: every day.");

  static final ControlField<Integer> FROM =
      ControlField.required(
          "from",
          new ControlRule<>(
              in -> minute(in, RecurringPrice.MINUTES_OF_DAY - 1),
              ControlRules.matching(FROM_TIMES, "00:00", "08:30", "22:00")),
          "Begin of the hours.");

  static final ControlField<Integer> TO =
      ControlField.required(
          "to",
          new ControlRule<>(
              in -> minute(in, RecurringPrice.MINUTES_OF_DAY),
              ControlRules.matching(TO_TIMES, "24:00", "07:15", "18:00")),
          "End of the hours, exclusive. One that is not behind `from` is on the day after; "
              + "24:00 is the end of the day, and so is 00:00.");

  /** How zones are written; whether there is one of the name only its database can say. */
  private static final String ZONES =
      "^(Z|[+-][0-9]{2}:[0-9]{2}|[A-Z][A-Za-z_]{2,}(/[A-Za-z0-9_+-]+)*)$";

  static final ControlField<ZoneId> TIMEZONE =
      ControlField.optional(
          "timezone",
          new ControlRule<>(
              CalendarJson::zone,
              ("{\"type\":\"string\",\"minLength\":1,\"maxLength\":%d,\"pattern\":\"%s\",\"examples\":"
                      + "[\"UTC\",\"+02:00\",\"Europe/Berlin\",\"America/New_York\"]}")
                  .formatted(MAX_ZONE, ZONES)),
          ZoneId.of("Z"),
          "Whose clocks count: a zone of the IANA database, an offset, or UTC. Absent: UTC.");

  static final ControlField<Double> INPUT =
      ControlField.required(
          "input_usd_per_mtok",
          ControlRules.PRICE,
          "Price in US dollars of a million input tokens.");

  static final ControlField<Double> OUTPUT =
      ControlField.required(
          "output_usd_per_mtok",
          ControlRules.PRICE,
          "Price in US dollars of a million output tokens.");

  static final ControlFields FIELDS =
      ControlFields.ofPart("calendar.", DAYS_OF, FROM, TO, TIMEZONE, INPUT, OUTPUT);

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
    Given given = FIELDS.read(in);
    Integer from = given.get(FROM);
    Integer to = given.get(TO);
    if (from.equals(to)) {
      throw MalformedRecord.field(
          "calendar.to",
          "is no time behind from",
          "write the hours as from 08:00 to 20:00, over midnight as from 20:00 to 08:00, and a whole day as from 00:00 to 24:00");
    }
    return new RecurringPrice(
        given.get(DAYS_OF),
        from,
        to == 0 ? RecurringPrice.MINUTES_OF_DAY : to,
        given.get(TIMEZONE),
        given.get(INPUT),
        given.get(OUTPUT));
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

  static ZoneId zone(FieldReader in) throws IOException, MalformedRecord {
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
    out.texts(DAYS_OF.name(), days)
        .text(FROM.name(), time(price.fromMinute()))
        .text(TO.name(), time(price.toMinute()))
        .text(TIMEZONE.name(), price.zone().getId())
        .number(INPUT.name(), price.inputUsdPerMtok())
        .number(OUTPUT.name(), price.outputUsdPerMtok());
  }

  private static String time(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
