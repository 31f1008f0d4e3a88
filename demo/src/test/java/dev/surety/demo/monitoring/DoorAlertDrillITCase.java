package dev.surety.demo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.monitoring.AlertRules.Watched;
import dev.surety.demo.monitoring.Recording.Fired;
import dev.surety.gateway.route.KafkaLink;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every alert of the front door has fired once for what it watches, as those of the job have in
 * {@link AlertDrillITCase}: real doors are broken, their metrics scraped, and promtool holds the
 * rules against them. The table is docs/alerts.md.
 */
@Requires(Outside.PROMETHEUS)
class DoorAlertDrillITCase {

  private static final int UNTIL_THE_LAST = 30;

  /** Minutes after the first slow stream: one window sees the second, the next one the third. */
  private static final int SECOND = 1;

  private static final int THIRD = 9;

  @TempDir private Path folder;

  @Test
  void everyAlertOfTheDoorFiresForWhatItNames() throws Exception {
    List<Fired> fired = new ArrayList<>(withoutKafka());
    assertThat(fired)
        .extracting(Fired::alert)
        .as("nothing else is broken")
        .containsOnly("SuretyDoorNotReady", "SuretyDoorOnStandings");
    List<Fired> worst = worstHalfHour();
    assertThat(worst)
        .as("what is broken, and not before it is")
        .allSatisfy(one -> assertThat(one.minute()).isGreaterThan(AlertDrillITCase.CALM))
        .extracting(Fired::alert)
        .doesNotContain("SuretyDoorNotReady", "SuretyDoorOnStandings");
    fired.addAll(worst);

    fired.forEach(System.out::println);
    assertThat(fired.stream().map(Fired::alert).distinct())
        .as("each alert, by a drill that breaks what it watches: AlertsPage has their list")
        .containsExactlyInAnyOrderElementsOf(AlertsPage.drilled(Watched.DOOR));
    assertThat(fired)
        .allSatisfy(
            one -> {
              assertThat(one.runbook())
                  .endsWith("runbook.md#" + one.alert().toLowerCase(Locale.ROOT));
              assertThat(one.labels()).containsPattern(AlertsPage.labels(one.alert()));
            });
    AlertsPage.check(Watched.DOOR, fired);
  }

  /** Nobody listens where Kafka should be; the door starts, and default models answer. */
  private List<Fired> withoutKafka() throws Exception {
    Recording minutes = new Recording(1);
    try (DoorTrouble door = new DoorTrouble(folder.resolve("alone.jsonl"), KafkaLink::new)) {
      for (int minute = 0; minute < 15; minute++) {
        door.served();
        minutes.add(door.shown());
      }
    }
    return about(minutes);
  }

  private List<Fired> worstHalfHour() throws Exception {
    Recording minutes = new Recording(1);
    try (DoorTrouble door =
        new DoorTrouble(folder.resolve("keys.jsonl"), settings -> new SteadyRouter())) {
      var slow = door.slow();
      for (int minute = -AlertDrillITCase.CALM; minute < UNTIL_THE_LAST; minute++) {
        if (minute == 0 || minute == SECOND || minute == THIRD) {
          assertThat(slow.get().statusCode()).isEqualTo(200);
        }
        for (int i = 0; i < 6; i++) {
          door.served();
        }
        if (minute == 0) {
          door.takePlaces();
          door.fill();
        }
        if (minute >= 0) {
          worstMinute(door);
        }
        minutes.add(door.shown());
        if (minute == SECOND - 1 || minute == THIRD - 1) { // however long a minute takes here
          slow = door.slow();
        }
      }
    }
    return about(minutes);
  }

  private static void worstMinute(DoorTrouble door) throws Exception {
    for (int i = 0; i < 6; i++) {
      door.failover();
      door.failing();
      door.leaving();
    }
    for (int i = 0; i < 10; i++) {
      door.withoutKey();
    }
    for (int i = 0; i < 2; i++) {
      door.turnedAway();
      door.heldBack();
      door.judgedInVain();
    }
    door.awaitLeft();
  }

  /** The job's are silent here, or complain that there is no job. */
  private List<Fired> about(Recording minutes) throws Exception {
    List<String> doors = AlertRules.names(Watched.DOOR);
    return minutes.fired(Files.createTempDirectory(folder, "rules")).stream()
        .filter(one -> doors.contains(one.alert()))
        .toList();
  }
}
