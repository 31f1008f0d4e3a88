package dev.surety.domain;

/** What arrives for one key: a request to route or feedback on an answer. */
public sealed interface TenantEvent permits RoutingRequest, Feedback {

  TenantTier key();

  String requestId();

  /** When it happened, epoch milliseconds, by the sender's clock. */
  long time();

  /** The same event as of another time. */
  TenantEvent at(long newTime);
}
