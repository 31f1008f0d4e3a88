package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Going back to what others went on from. */
final class Restores {

  private Restores() {}

  static List<Exercise> exercises(DrillScale scale) {
    String far = "after %d more checkpoints".formatted(scale.checkpoints());
    return List.of(
        Exercise.survived(
            "restore-after-stop",
            "the savepoint of a stop is restored " + far + " of the run that went on from it",
            ground -> afterStop(ground, scale)),
        Exercise.survived(
            "restore-live-savepoint",
            "a savepoint of a live job is restored " + far + " of that job",
            ground -> live(ground, scale)),
        Exercise.survived(
            "other-journal-path", "journal.path is another at a restore", Restores::elsewhere));
  }

  private static Finding afterStop(Ground ground, DrillScale scale) throws Exception {
    try (Shop shop = Shop.open(ground, "restore-after-stop")) {
      shop.start(shop.run());
      shop.serve(SOME);
      String savepoint = shop.stop();
      shop.start(shop.run().from(savepoint));
      shop.goOn(scale.checkpoints());
      shop.cancel();
      shop.start(shop.run().from(savepoint));
      shop.serve(SOME);
      shop.require(shop.rest().restarts(shop.job()) == 0, "it restarted");
      return shop.settle(SURVIVED, "it runs at once, and decides what came since again");
    }
  }

  private static Finding live(Ground ground, DrillScale scale) throws Exception {
    try (Shop shop = Shop.open(ground, "restore-live-savepoint")) {
      shop.start(shop.run());
      shop.serve(SOME);
      String savepoint = shop.rest().savepoint(shop.job(), Shop.LIMIT);
      shop.goOn(scale.checkpoints());
      shop.cancel();
      shop.start(shop.run().from(savepoint));
      shop.serve(SOME);
      shop.require(shop.rest().restarts(shop.job()) == 0, "it restarted");
      return shop.settle(SURVIVED, "it runs at once, and decides what came since again");
    }
  }

  private static Finding elsewhere(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "other-journal-path")) {
      shop.start(shop.run());
      shop.serve(SOME);
      String savepoint = shop.stop();
      Path before = shop.journal();
      shop.moveJournal(before.resolveSibling("journal-2"));
      shop.start(shop.run().from(savepoint));
      shop.serve(SOME);
      copy(before, shop.journal());
      return shop.settle(SURVIVED, "the old days were copied beside the new ones: all rows once");
    }
  }

  /** As docs/journal.md says. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
