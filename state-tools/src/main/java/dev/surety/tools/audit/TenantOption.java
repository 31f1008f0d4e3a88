package dev.surety.tools.audit;

import java.util.List;
import picocli.CommandLine.Option;

/** Whose rows of a journal are meant; everybody's, unless told otherwise. */
public final class TenantOption {

  @Option(
      names = "--tenant",
      paramLabel = "TENANT[/TIER]",
      description = "Only this tenant; may be repeated.")
  private List<String> names = List.of();

  /** Who is meant. */
  public WantedTenants wanted() {
    return new WantedTenants(names);
  }
}
