/**
 * The gateway's side of the contract, as a library: ask the router which model shall answer,
 * execute its first decision, live on the last standing when none comes in time, report what the
 * answer took and what its user said. It needs Kafka's clients and neither Flink nor a cluster;
 * nothing of them and of the JSON on the topics shows on its surface, which is this package and
 * {@link dev.surety.domain}.
 *
 * <p>{@link dev.surety.client.Gateway} does the work, as {@link dev.surety.client.GatewaySettings}
 * tell it; one for a whole process is right. A complete gateway around some way to call models:
 *
 * <pre>{@code
 * import dev.surety.client.*;
 * import dev.surety.domain.RoutingRequest;
 * import dev.surety.domain.TenantTier;
 * import java.io.IOException;
 * import java.util.UUID;
 * import java.util.concurrent.CompletableFuture;
 * import java.util.function.BinaryOperator;
 *
 * public record Assistant(Gateway gateway, BinaryOperator<String> models) {
 *
 *   public static Assistant open(String brokers, BinaryOperator<String> models) throws IOException {
 *     Fallback fallback = Fallback.byStanding("gpt-4o-mini");
 *     return new Assistant(
 *         Gateway.open(GatewaySettings.builder(brokers).fallback(fallback).build()), models);
 *   }
 *
 *   public CompletableFuture<String> answer(String tenant, String tier, String prompt) {
 *     String id = UUID.randomUUID().toString();
 *     TenantTier key = new TenantTier(tenant, tier);
 *     RoutingRequest request =
 *         RoutingRequest.builder(id, key, System.currentTimeMillis())
 *             .prompt(prompt)
 *             .tag("chat")
 *             .build();
 *     return gateway.ask(request).thenApplyAsync(todo -> execute(todo, prompt));
 *   }
 *
 *   private String execute(Execution todo, String prompt) {
 *     if (todo.refused()) {
 *       throw new IllegalArgumentException(todo.refusal().detail());
 *     }
 *     long start = System.currentTimeMillis();
 *     String answer = models.apply(todo.model(), prompt);
 *     gateway.report(
 *         todo.report(todo.model())
 *             .inputTokens(prompt.length() / 4)
 *             .outputTokens(answer.length() / 4)
 *             .latencyMillis(System.currentTimeMillis() - start)
 *             .build());
 *     return answer;
 *   }
 * }
 * }</pre>
 *
 * <p>A judgement goes the same way whenever the user speaks: {@code
 * gateway.report(todo.report(todo.model()).satisfaction(1).source(Feedback.Source.USER).build())}.
 *
 * <p>This package is part of what a user may rely on: it changes compatibly within a major version,
 * and {@code CHANGELOG.md} says when.
 */
package dev.surety.client;
