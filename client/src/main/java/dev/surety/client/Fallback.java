package dev.surety.client;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which models answer a request when no decision of the router comes in time, or one that is only
 * observed and neither request nor standing name an incumbent. It is called on the thread that
 * finds the time to be over, so it must be quick, must not block, and may be called by several
 * threads at once.
 */
@FunctionalInterface
public interface Fallback {

  /**
   * The models to try, best first.
   *
   * @param request the one without a decision
   * @param standing the newest that is known of its tenant and tier, or {@code null}
   * @return names of models; empty if none may answer. What is thrown instead fails the future that
   *     {@link Gateway#ask(RoutingRequest) ask} returned.
   */
  List<String> models(RoutingRequest request, Standing standing);

  /**
   * Lives on standings alone: {@link #byStanding(String)} without a last resort. A tenant of whom
   * nothing is known yet gets no model, unless its request names some.
   *
   * @return the fallback of a gateway that was told no other
   */
  static Fallback byStanding() {
    return byStandingOr(List.of());
  }

  /**
   * What the user insists on ({@code pinnedModel}); what would have answered without the router
   * ({@code incumbent}), unless the standing says that decisions are applied; else the standing's
   * models as far as the request's allow-list has them, then the last resort if it is allowed, then
   * what else is on the allow-list and not known to fail. What the standing tells to be out of
   * service is left out, and what fails many tenants while another may answer. Where all that is
   * allowed is, or fails, the first of it is tried. What the standing says that the promise does
   * not allow is never tried, not even if the user insists.
   *
   * <p>A request of an observed tenant that names no incumbent goes to the one that the tenant's
   * last requests named, then to the last resort, before any model that the router would choose: a
   * router that is away moves nobody to it.
   *
   * @param lastResort name of the model for a tenant that has no standing yet, or {@code null}
   * @return a fallback that does so
   */
  static Fallback byStanding(String lastResort) {
    return byStandingOr(lastResort == null ? List.of() : List.of(lastResort));
  }

  /**
   * {@link #byStanding(String)} with several last resorts, or none.
   *
   * @param lastResorts names of models, best first; may be empty
   * @return a fallback that does so
   */
  static Fallback byStandingOr(List<String> lastResorts) {
    List<String> last = List.copyOf(lastResorts);
    return (request, standing) -> {
      if (request.pinnedModel() != null) {
        boolean may = standing == null || standing.allows(request.pinnedModel());
        return may ? List.of(request.pinnedModel()) : List.of();
      }
      // Who names an incumbent is about to watch: what isn't known is not taken for leave to move.
      boolean applied = standing != null && standing.mode() == SlaPolicy.Mode.APPLY;
      if (request.incumbent() != null && !applied) {
        return List.of(request.incumbent());
      }
      Set<String> models = new LinkedHashSet<>();
      if (standing != null && standing.mode() == SlaPolicy.Mode.OBSERVE) {
        models.add(standing.incumbent());
        models.addAll(last);
      }
      if (standing != null) {
        models.add(standing.best());
        models.addAll(standing.fallbacks());
      }
      models.addAll(last);
      models.removeIf(model -> model == null || !Wishes.allow(request, model));
      for (String candidate : request.candidates()) {
        if (standing == null || !standing.failing().contains(candidate)) {
          models.add(candidate);
        }
      }
      if (standing != null) {
        models.removeAll(standing.down());
        models.removeAll(standing.draining());
        models.removeIf(model -> !standing.allows(model));
        if (models.stream().anyMatch(standing::isWell)) {
          models.removeIf(model -> !standing.isWell(model));
        }
      }
      if (models.isEmpty()) {
        request.candidates().stream()
            .filter(model -> standing == null || standing.allows(model))
            .findFirst()
            .ifPresent(models::add);
      }
      return new ArrayList<>(models);
    };
  }
}
