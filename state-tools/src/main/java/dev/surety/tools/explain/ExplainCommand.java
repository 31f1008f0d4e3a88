package dev.surety.tools.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.surety.tools.audit.TenantOption;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety audit explain}. Exit codes: 0 done, 1 not proved or failed, 2 bad usage. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Tells why a request went to its model: what was known, each candidate's score as the sum"
            + " of its parts, the coin, the debt, and what came of it.",
    footer = {
      "",
      "The decision is made once more: the journal of its tenant is folded through the router's own"
          + " engine up to it, every row is compared bit for bit, and the policy is asked for its"
          + " reasons. Where that does not come out as journaled the exit code is 1."
    })
public final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "REQUEST_ID",
      description = "The request, or the decision on it (decision_id).")
  private String id;

  @Mixin private JournalOption journal;

  @Mixin private TenantOption tenants;

  @Option(names = "--json", description = "The same for machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ExplainedDecision explained =
        new DecisionSearch(History.newest(journal.files()), id, tenants.wanted()).explain();
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      out.println(mapper.writeValueAsString(ExplanationJson.of(explained)));
    } else {
      ExplanationText.of(explained).forEach(out::println);
    }
    out.flush();
    return explained.replayed().holds() ? 0 : 1;
  }
}
