package dev.surety.flink;

import java.util.List;
import java.util.Map;

/**
 * What a control topic had when it was read.
 *
 * @param topicId tells the topic from another of the same name, or {@code null} where that is not
 *     known
 * @param ends by partition: the offset that follows the last record
 * @param records in the order of their partition, with where they stand as headers; without those
 *     that can't be put in force
 */
public record ControlContent(
    String topicId, Map<Integer, Long> ends, List<ControlRecord> records) {}
