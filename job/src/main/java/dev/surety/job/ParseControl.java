package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Rejection.Reason;
import dev.surety.policy.Policies;
import dev.surety.wire.ControlJson;
import dev.surety.wire.MalformedRecord;
import dev.surety.wire.TopicRecord;

/**
 * Reads the control topic and passes on, as they came, the records that can be put in force: ROUTE
 * takes them without another look.
 */
final class ParseControl extends ParseFunction<TopicRecord> {

  private static final long serialVersionUID = 1L;

  ParseControl(InputLimits limits, String jobVersion) {
    super(limits, jobVersion);
  }

  @Override
  TopicRecord parse(RawRecord raw, InputLimits limits, long now)
      throws MalformedRecord, RejectedRecord {
    enforceable(raw.key(), raw.value());
    return new TopicRecord(raw.key(), raw.value());
  }

  /** What a control record says, given that it can be put in force. */
  static ControlUpdate enforceable(byte[] key, byte[] value)
      throws MalformedRecord, RejectedRecord {
    ControlUpdate update = ControlJson.read(key, value);
    try {
      if (update instanceof SlaUpdate sla) {
        Policies.of(sla.sla());
      } else if (update instanceof ArtefactUpdate artefact) {
        Policies.check(artefact);
      }
    } catch (IllegalArgumentException e) {
      throw new RejectedRecord(Reason.UNSUPPORTED, e.getMessage());
    }
    return update;
  }
}
