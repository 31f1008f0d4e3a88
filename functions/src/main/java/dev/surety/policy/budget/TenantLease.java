package dev.surety.policy.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantShare.Opening;
import dev.surety.policy.ArtefactKind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a tenant's budget is leased to each of its tiers in one calendar window: part of the
 * configuration in force. Operator LEASES publishes it as the payload of an artefact of kind
 * {@value #KIND}, by the tenant's name, straight to ROUTE. Immutable.
 *
 * @param begin of the window, epoch milliseconds
 * @param end of it
 * @param others what each tier has that is not named
 * @param tiers by name
 */
public record TenantLease(long begin, long end, Part others, SortedMap<String, Part> tiers) {

  /**
   * What one tier has.
   *
   * @param grantedUsd what it may spend in the window, and no other one may
   * @param formerUsd what it was granted in the window before
   * @param plannedUsd what is meant for it until the window's end
   * @param opening where it may begin without a grant; in the lease's own window only if it was not
   *     heard there
   */
  public record Part(double grantedUsd, double formerUsd, double plannedUsd, Opening opening) {}

  /** The kind of artefact. */
  public static final String KIND = "tenant-lease";

  /** The same, with what reads it. */
  public static final ArtefactKind<TenantLease> ARTEFACT =
      new ArtefactKind<>(KIND, TenantLease.class, TenantLease::read);

  /** What all leases are about begins so. */
  public static final String SUBJECTS = ControlUpdate.artefactSubject(KIND, "");

  private static final ObjectMapper JSON = new ObjectMapper();

  public TenantLease {
    tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
  }

  /** What leases to a tenant's tiers are about. */
  public static String subject(String tenant) {
    return SUBJECTS + tenant;
  }

  /** What of a budget on these terms a tier may count on. */
  public TenantShare share(BudgetTerms terms, String tier) {
    Part part = tiers.getOrDefault(tier, others);
    return new TenantShare(
        terms, begin, end, part.grantedUsd(), part.formerUsd(), part.plannedUsd(), part.opening());
  }

  /**
   * Reads a payload. Unknown fields are passed over.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong with it
   */
  public static TenantLease read(String payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      SortedMap<String, Part> tiers = new TreeMap<>();
      json.path("tiers")
          .properties()
          .forEach(tier -> tiers.put(tier.getKey(), part(tier.getValue())));
      return new TenantLease(
          json.path("begin").asLong(),
          json.path("end").asLong(),
          others(json.path("others")),
          tiers);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the lease of a tenant's budget is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Who is not named was not heard, so what he has is an opening, also where it says nothing. */
  private static Part others(JsonNode json) {
    Part part = part(json);
    return part.opening() == Opening.NEXT && part.grantedUsd() > 0
        ? new Part(part.grantedUsd(), part.formerUsd(), part.plannedUsd(), Opening.NOW)
        : part;
  }

  private static Part part(JsonNode json) {
    return new Part(
        json.path("granted_usd").asDouble(),
        json.path("former_usd").asDouble(),
        json.path("planned_usd").asDouble(),
        opening(json.path("opening").asText("")));
  }

  /** Leases of before openings were told apart say nothing: all tiers had one in later windows. */
  private static Opening opening(String word) {
    return switch (word) {
      case "none" -> Opening.NONE;
      case "now" -> Opening.NOW;
      default -> Opening.NEXT;
    };
  }

  /** The payload that says this. */
  public String write() {
    ObjectNode json = JSON.createObjectNode();
    json.put("begin", begin);
    json.put("end", end);
    write(others, json.putObject("others"));
    ObjectNode named = json.putObject("tiers");
    tiers.forEach((tier, part) -> write(part, named.putObject(tier)));
    return json.toString();
  }

  private static void write(Part part, ObjectNode json) {
    json.put("granted_usd", part.grantedUsd());
    json.put("former_usd", part.formerUsd());
    json.put("planned_usd", part.plannedUsd());
    if (part.opening() != Opening.NEXT) {
      json.put("opening", part.opening() == Opening.NOW ? "now" : "none");
    }
  }
}
