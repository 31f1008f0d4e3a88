package dev.surety.engine;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Configuration.Promise;
import dev.surety.policy.budget.TenantLease;
import java.util.HashMap;
import java.util.Map;

/**
 * Budgets that tiers of a tenant share, and what of them is leased to each. A promise means
 * something else to a key whose tenant has one; that of all others is left as it is. Not
 * thread-safe.
 */
final class SharedBudgets {

  /** A key's promise as it was, and with its share. */
  private record Shared(Promise promise, Promise sharing) {}

  /** What is in force for a tenant; {@code lease} may be {@code null}. */
  private record Budget(BudgetTerms terms, TenantLease lease, Map<String, Shared> tiers) {}

  private final Map<String, Budget> budgets = new HashMap<>();

  /** What was leased, also of tenants whose budget was not read yet. */
  private final Map<String, TenantLease> leases = new HashMap<>();

  /** A budget is in force from now on, or none where {@code terms} is {@code null}. */
  void budget(String subject, BudgetTerms terms) {
    String tenant = subject.substring(subject.indexOf('/') + 1);
    if (terms == null) {
      budgets.remove(tenant);
    } else {
      budgets.put(tenant, new Budget(terms, leases.get(tenant), new HashMap<>()));
    }
  }

  /** A lease is, or none where {@code artefact} is {@code null}. */
  void lease(String subject, ArtefactUpdate artefact) {
    String tenant = subject.substring(TenantLease.SUBJECTS.length());
    if (artefact == null) {
      leases.remove(tenant);
    } else {
      leases.put(tenant, TenantLease.read(artefact.payload()));
    }
    budgets.computeIfPresent(
        tenant, (name, was) -> new Budget(was.terms(), leases.get(name), new HashMap<>()));
  }

  /** What policies are made of has changed. */
  void forget() {
    budgets.values().forEach(budget -> budget.tiers().clear());
  }

  BudgetTerms terms(String tenant) {
    Budget budget = budgets.get(tenant);
    return budget == null ? null : budget.terms();
  }

  /** What a promise means to a key. */
  Promise of(TenantTier key, Promise promise) {
    Budget budget = budgets.isEmpty() ? null : budgets.get(key.tenant());
    if (budget == null) {
      return promise;
    }
    Shared known = budget.tiers().get(key.tier());
    if (known == null || known.promise() != promise) {
      TenantShare share =
          budget.lease() == null
              ? TenantShare.opening(budget.terms())
              : budget.lease().share(budget.terms(), key.tier());
      known = new Shared(promise, promise.sharing(share));
      budget.tiers().put(key.tier(), known);
    }
    return known.sharing();
  }
}
