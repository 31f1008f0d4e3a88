package dev.surety.flink;

import dev.surety.domain.ControlUpdate;
import dev.surety.wire.json.TopicRecord;

/**
 * A control record on its way to ROUTE.
 *
 * @param update what it says, and when it was published where that means something
 * @param record as it came, with where it stands as headers: becomes the dead letter if ROUTE
 *     refuses it for what it knows
 */
public record ControlRecord(ControlUpdate update, TopicRecord record) {}
