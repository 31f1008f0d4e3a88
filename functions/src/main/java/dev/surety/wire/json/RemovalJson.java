package dev.surety.wire.json;

/** The fields of records that take something out. */
final class RemovalJson {

  static final ControlField<String> MODEL =
      ControlField.required("model", ControlRules.NAME, "Its name.");

  static final ControlField<String> TENANT =
      ControlField.required("tenant", ControlRules.KEY_PART, "As in the promise, * included.");

  static final ControlField<String> TIER =
      ControlField.required("tier", ControlRules.KEY_PART, "As in the promise, * included.");

  static final ControlField<Long> VERSION =
      ControlField.required(
          "version",
          ControlRules.VERSION,
          "Orders the records of one subject: the greatest counts, whenever it arrives.");

  static final ControlFields OF_MODEL = ControlFields.of(MODEL, VERSION, ModelJson.PUBLISHED_AT);

  static final ControlFields OF_SLA = ControlFields.of(TENANT, TIER, VERSION);

  private RemovalJson() {}
}
