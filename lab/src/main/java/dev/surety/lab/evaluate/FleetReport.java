package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code surety evaluate} says of fleets, on the terminal and in files. */
final class FleetReport {

  private final FleetEvaluation evaluation;

  FleetReport(FleetEvaluation evaluation) {
    this.evaluation = evaluation;
  }

  void print(PrintWriter text) {
    FleetPlan plan = evaluation.plan();
    EvaluationPlan base = plan.base();
    text.printf(
        "%s: %s rows, %d models; fleets of %d tenants%s, %s; %s requests a tenant%n",
        base.data().origin(),
        Figures.count(base.data().size()),
        base.data().pool().size(),
        plan.tenants(),
        plan.newcomers() > 0 ? " and " + plan.newcomers() + " that join later" : "",
        plan.likeness().label(),
        Figures.count(base.horizon()));
    base.data().notes().forEach(note -> text.println("  " + note));
    BoughtColumns.fact(base.judge()).ifPresent(f -> text.println("  judge: " + f.value()));
    text.println();
    for (FleetTables.Titled table : FleetTables.of(evaluation)) {
      text.println(table.title());
      List<String[]> rows = table.rows();
      TextTable.of(1, rows).lines().forEach(text::println);
      text.println(table.note());
      text.println();
    }
    text.printf(
        "%s decisions a second of processor time, fleets and worlds included%n",
        Figures.count(Math.round(evaluation.perCpuSecond())));
  }

  void write(Path out, PrintWriter text) throws IOException {
    Files.writeString(out.resolve("results.json"), FleetJson.write(evaluation));
    Files.writeString(out.resolve("report.html"), FleetPage.write(evaluation));
    text.println("written: " + out.resolve("results.json") + ", " + out.resolve("report.html"));
  }

  /** The floors that these policies missed, a line for each tenant whose promise can be kept. */
  List<String> missed(List<PolicyChoice> gated) {
    List<String> missed = new ArrayList<>();
    for (FleetEvaluation.Fleet fleet : evaluation.fleets()) {
      for (TenantResult tenant : fleet.tenants()) {
        if (gated.contains(fleet.key().policy())
            && tenant.counts()
            && !tenant.floorMet(tenant.last())) {
          missed.add(
              "gate: %s missed a floor: seed %d, tenant %d (%s), target %s, feedback %s, satisfaction %s"
                  .formatted(
                      fleet.key().policy().label(),
                      fleet.key().seed(),
                      tenant.tenant(),
                      tenant.kind().label(),
                      Figures.plain(tenant.target()),
                      fleet.key().feedback().label(),
                      Figures.fixed(tenant.last().satisfaction(), 4)));
        }
      }
    }
    return missed;
  }
}
