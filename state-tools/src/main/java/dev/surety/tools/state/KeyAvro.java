package dev.surety.tools.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Keys as an Avro container file: the fields of {@link StateReportJson}; unknown numbers are NaN.
 */
final class KeyAvro implements AutoCloseable {

  private static final Schema MODEL =
      SchemaBuilder.record("ModelBelief")
          .namespace("dev.surety.state")
          .fields()
          .requiredString("model")
          .requiredBoolean("in_pool")
          .requiredLong("decisions")
          .requiredDouble("satisfaction")
          .requiredDouble("standard_error")
          .requiredDouble("labels")
          .requiredDouble("usual_cost_usd")
          .endRecord();

  private static final Schema KEY =
      SchemaBuilder.record("KeyState")
          .namespace("dev.surety.state")
          .fields()
          .requiredString("tenant")
          .requiredString("tier")
          .optionalString("policy")
          .requiredDouble("target")
          .requiredDouble("satisfaction")
          .requiredDouble("satisfaction_low")
          .requiredDouble("satisfaction_high")
          .requiredDouble("floor")
          .requiredDouble("queue")
          .requiredDouble("policy_debt")
          .requiredBoolean("catching_up")
          .requiredBoolean("infeasible")
          .requiredLong("requests")
          .requiredLong("labels")
          .requiredLong("explored")
          .requiredDouble("cost_usd")
          .requiredDouble("expected_cost_usd")
          .requiredInt("open_decisions")
          .requiredLong("dropped")
          .requiredLong("seq")
          .requiredLong("clock")
          .name("models")
          .type()
          .array()
          .items(MODEL)
          .noDefault()
          .endRecord();

  private final DataFileWriter<GenericRecord> file;

  private KeyAvro(DataFileWriter<GenericRecord> file) {
    this.file = file;
  }

  static KeyAvro to(Path path) throws IOException {
    DataFileWriter<GenericRecord> file = new DataFileWriter<>(new GenericDatumWriter<>(KEY));
    file.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
    return new KeyAvro(file.create(KEY, path.toFile()));
  }

  void append(KeyReport key) throws IOException {
    GenericRecord row = new GenericData.Record(KEY);
    row.put("tenant", key.key().tenant());
    row.put("tier", key.key().tier());
    row.put("policy", key.policy());
    row.put("target", key.target());
    row.put("satisfaction", key.delivered().mean());
    row.put("satisfaction_low", key.delivered().low());
    row.put("satisfaction_high", key.delivered().high());
    row.put("floor", key.floor());
    row.put("queue", key.queue());
    row.put("policy_debt", key.debt());
    row.put("catching_up", key.catchingUp());
    row.put("infeasible", key.infeasible());
    row.put("requests", key.requests());
    row.put("labels", key.labels());
    row.put("explored", key.explored());
    row.put("cost_usd", key.costUsd());
    row.put("expected_cost_usd", key.expectedCostUsd());
    row.put("open_decisions", key.openDecisions());
    row.put("dropped", key.dropped());
    row.put("seq", key.seq());
    row.put("clock", key.clock());
    List<GenericRecord> models = new ArrayList<>();
    for (ModelReport model : key.models()) {
      GenericRecord belief = new GenericData.Record(MODEL);
      belief.put("model", model.model());
      belief.put("in_pool", model.inPool());
      belief.put("decisions", model.decisions());
      belief.put("satisfaction", model.belief().satisfaction());
      belief.put("standard_error", model.belief().error());
      belief.put("labels", model.belief().labels());
      belief.put("usual_cost_usd", model.usualCostUsd());
      models.add(belief);
    }
    row.put("models", models);
    file.append(row);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
