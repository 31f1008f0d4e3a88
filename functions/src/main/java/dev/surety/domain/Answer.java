package dev.surety.domain;

/** What the router says to a request: which model answers, or that none does. */
public sealed interface Answer permits Decision, Refusal {

  /** The request that is answered; unique within its key. */
  String requestId();

  TenantTier key();
}
