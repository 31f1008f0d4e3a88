package dev.surety.demo.run;

import dev.surety.client.Gateway;
import dev.surety.demo.traffic.PlannedRequest;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.lab.data.RoutingRow;
import java.util.concurrent.CompletionStage;

/** Users behind a gateway that asks the router over Kafka and executes what it says. */
final class GatewayUsers implements AnsweringSide {

  private final DemoScenario scenario;
  private final SimulatedEnvironment environment;
  private final Gateway gateway;
  private final boolean tags;

  GatewayUsers(
      DemoScenario scenario, SimulatedEnvironment environment, Gateway gateway, boolean tags) {
    this.scenario = scenario;
    this.environment = environment;
    this.gateway = gateway;
    this.tags = tags;
  }

  @Override
  public CompletionStage<Served> serve(PlannedRequest request) {
    return gateway
        .ask(toRequest(request))
        .thenApply(execution -> execution.refused() ? null : environment.serve(request, execution));
  }

  private RoutingRequest toRequest(PlannedRequest request) {
    RoutingRow row = scenario.data().row(request.row());
    return RoutingRequest.builder(
            request.requestId(),
            new TenantTier(request.tenant().name(), request.tenant().tier()),
            System.currentTimeMillis())
        .prompt(row.prompt())
        .promptChars(row.promptChars())
        .features(row.features())
        .inputTokens(row.inputTokens())
        .tag(tags ? row.domain() : null)
        .build();
  }
}
