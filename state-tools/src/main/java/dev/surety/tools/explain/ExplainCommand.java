package dev.surety.tools.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.TenantTier;
import dev.surety.output.terminal.BadInput;
import dev.surety.tools.audit.TenantOption;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.HistoryOption;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalOption;
import dev.surety.tools.journal.JournalOutline;
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

  @Mixin private HistoryOption histories;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::explain);
  }

  private int explain() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    History history =
        histories.of(JournalOutline.of(journal.files(), JournalOutline.Progress.SILENT));
    ExplainedDecision explained = new DecisionSearch(history, id, tenants.wanted()).explain();
    TenantTier key = explained.decision().stamp().key();
    JournalAccount account = JournalAccount.of(history, key::equals);
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      ObjectNode tree = mapper.valueToTree(ExplanationJson.of(explained));
      tree.set("journal", mapper.valueToTree(account.json()));
      out.println(mapper.writeValueAsString(tree));
    } else {
      ExplanationText.of(explained).forEach(out::println);
      account.lines().forEach(out::println);
    }
    out.flush();
    return explained.replayed().holds() ? 0 : 1;
  }
}
