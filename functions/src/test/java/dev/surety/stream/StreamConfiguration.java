package dev.surety.stream;

import dev.surety.domain.TenantTier;
import dev.surety.testing.TrainedModels;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The control records of the stream: what is said at its beginning, and what changes later. */
final class StreamConfiguration {

  static final List<TenantTier> KEYS =
      List.of(
          new TenantTier("acme", "gold"),
          new TenantTier("acme", "shadow"),
          new TenantTier("acme", "plain"),
          new TenantTier("beta", "gold"),
          new TenantTier("beta", "heads"),
          new TenantTier("gamma", "gold"),
          new TenantTier("gamma", "proteus"),
          new TenantTier("delta", "fixed"),
          new TenantTier("epsilon", "anybody"),
          new TenantTier("zeta", "untrained"),
          new TenantTier("stranger", "none"));

  private StreamConfiguration() {}

  /** Before the first request. */
  static List<String> first() {
    return List.of(
        model("a-cheap", 1, 0.1, ",'aliases':['cheap-2024','a/cheap'],'context_window':9000"),
        model("b-middle", 1, 1, ",'provider':'north','cached_input_usd_per_mtok':0.25"),
        model(
            "c-dear",
            1,
            5,
            ",'calendar':[{'days':['mon','tue'],'from':'08:00','to':'20:30',"
                + "'timezone':'Europe/Berlin','input_usd_per_mtok':9,'output_usd_per_mtok':30},"
                + "{'from':'22:00','to':'02:00','input_usd_per_mtok':2.5,"
                + "'output_usd_per_mtok':11}]"),
        model("d-new", 1, 0.4, ",'status':'draining'"),
        sla("acme", "gold", 1, 0.8, "surety", "'context':'tag','prior':'usual'", speaking(0.3)),
        sla("acme", "shadow", 1, 0.75, "surety", "'counts':'window'", speaking(0.2))
            .replace("'mode':'apply'", "'mode':'observe'"),
        sla("acme", "plain", 1, 0.9, "surety", "", "'window':600,'max_open':40"),
        sla("beta", "gold", 1, 0.7, "slarouter", "'v_rule':'controller'", speaking(0.5)),
        sla("beta", "heads", 1, 0.7, "slarouter", "'estimator':'logistic','ips_weights':'on'", ""),
        sla("gamma", "gold", 1, 0.8, "mess-plus", "'learn_from':'all'", "'solicit_rate':0.5"),
        sla("gamma", "proteus", 1, 0.85, "proteus", "'artefact':'small'", ""),
        sla("delta", "fixed", 1, 0.5, "fixed:b-middle", "", ""),
        sla("*", "anybody", 1, 0.8, "surety", "'silence':'implicit'", speaking(0.1)),
        sla("zeta", "untrained", 1, 0.8, "proteus", "'artefact':'missing'", ""),
        "{'type':'artefact','kind':'prior','name':'usual','version':1,'payload':'{\\\"models\\\":"
            + "{\\\"a-cheap\\\":{\\\"satisfaction\\\":0.6,\\\"labels\\\":20}}}'}");
  }

  /** The artefact of PROTEUS, as the control topic has it. */
  static TopicRecord artefact() {
    return ControlJson.write(TrainedModels.artefact(1));
  }

  /** By the request before which each comes. */
  static Map<Integer, String> later() {
    Map<Integer, String> later = new TreeMap<>();
    later.put(300, model("b-middle", 3, 1.2, ",'effective_at':'2023-11-15T00:00:00Z'"));
    later.put(350, model("b-middle", 2, 700, ""));
    later.put(500, model("a-cheap", 2, 90, ""));
    later.put(600, model("a-cheap", 3, 0.12, ",'aliases':['cheap-2025'],'confirmed':true"));
    later.put(800, model("d-new", 2, 0.4, ",'context_window':64000"));
    later.put(900, sla("acme", "gold", 2, 0.85, "surety", "'context':'tag'", speaking(0.3)));
    later.put(950, sla("acme", "gold", 1, 0.1, "fixed:a-cheap", "", ""));
    later.put(1000, sla("acme", "plain", 2, 0.9, "slarouter", "'c':0.2", "'window':600"));
    later.put(1100, sla("delta", "fixed", 2, 0.5, "no-such-policy", "", ""));
    later.put(1150, sla("delta", "fixed", 3, 0.5, "surety", "'buckets':-4", ""));
    later.put(1200, "{'type':'model_removed','model':'c-dear','version':2}");
    later.put(1350, model("c-dear", 3, 4, ",'effective_until':'2023-11-16T12:00:00Z'"));
    later.put(1500, model("e-shut", 1, 2, ",'status':'down'"));
    later.put(1600, "{'type':'sla_removed','tenant':'delta','tier':'fixed','version':4}");
    later.put(1700, model("c-dear", 4, 6, ""));
    later.put(1800, sla("delta", "fixed", 5, 0.5, "fixed:c-dear", "", ""));
    later.put(2000, model("a-cheap", 4, 0.12, ",'status':'down'"));
    later.put(2100, model("a-cheap", 5, 0.09, ""));
    later.put(2300, "{'type':'model','model':'f-odd'}");
    return later;
  }

  private static String model(String name, int version, double usd, String more) {
    return "{'type':'model','model':'%s','version':%d,'input_usd_per_mtok':%s,"
            .formatted(name, version, usd)
        + "'output_usd_per_mtok':%s%s}".formatted(4 * usd, more);
  }

  private static String sla(
      String tenant,
      String tier,
      int version,
      double target,
      String policy,
      String parameters,
      String terms) {
    return "{'type':'sla','tenant':'%s','tier':'%s','version':%d,'target':%s,'policy':'%s',"
            .formatted(tenant, tier, version, target, policy)
        + "'mode':'apply','parameters':{%s},'feedback':{%s}}".formatted(parameters, terms);
  }

  private static String speaking(double dissatisfied) {
    return "'window':'PT1H','money_window':'PT3H','satisfied_rate':%s,'dissatisfied_rate':0.6"
        .formatted(dissatisfied / 2);
  }
}
