package dev.surety.policy;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.SlaPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The artefacts in force. What a record holds is read once, when the first policy asks for it, and
 * shared by all policies that name it. Not thread-safe.
 */
public final class Artefacts {

  private final Map<String, ArtefactUpdate> inForce = new HashMap<>();
  private final Map<String, Object> contents = new HashMap<>();

  public static Artefacts of(List<ArtefactUpdate> inForce) {
    Artefacts artefacts = new Artefacts();
    inForce.forEach(artefacts::put);
    return artefacts;
  }

  /** From now on this record is in force for its subject. */
  public void put(ArtefactUpdate artefact) {
    remove(artefact.subject());
    inForce.put(artefact.subject(), artefact);
  }

  public void remove(String subject) {
    inForce.remove(subject);
    contents.remove(subject);
  }

  /** Those that an SLA names and that are there, in the order of {@link Policies#artefacts}. */
  public List<ArtefactUpdate> namedBy(SlaPolicy sla) {
    return Policies.artefacts(sla).stream().map(inForce::get).filter(Objects::nonNull).toList();
  }

  /** The version in force of an artefact, or -1 if it is not there. */
  public long version(String subject) {
    ArtefactUpdate artefact = inForce.get(subject);
    return artefact == null ? -1 : artefact.version();
  }

  /**
   * What an artefact holds.
   *
   * @param subject may be {@code null}
   * @param kind the subject's
   * @return {@code null} if it is not there
   */
  public <T> T content(String subject, ArtefactKind<T> kind) {
    ArtefactUpdate artefact = subject == null ? null : inForce.get(subject);
    return artefact == null
        ? null
        : kind.type()
            .cast(contents.computeIfAbsent(subject, s -> kind.read().apply(artefact.payload())));
  }
}
