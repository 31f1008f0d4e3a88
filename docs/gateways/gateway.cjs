// A gateway in Node, with kafkajs 2.2: docs/write-your-gateway.md tells why each line is there.
const { Kafka } = require('kafkajs');
const { randomUUID } = require('node:crypto');

const PATIENCE_MS = 2000; // ten times the p99 of your decisions
const USUAL_MODEL = 'large'; // for tenants of whom nothing is known yet
async function openGateway(brokers) {
  const kafka = new Kafka({ clientId: 'gateway', brokers, logLevel: 1 });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  const reader = () =>
    kafka.consumer({ groupId: `surety-gateway-${randomUUID()}`, maxWaitTimeInMs: 100 });
  const [decisions, standings] = [reader(), reader()];
  const waiting = new Map(); // tenant/tier/request_id -> what to do with its decision
  const standing = new Map(); // tenant/tier -> how it stands
  // Joined is not enough: only with its first fetch does kafkajs know where it begins.
  const assigned = new Promise((done) => decisions.on(decisions.events.FETCH, done));
  await Promise.all([producer.connect(), decisions.connect(), standings.connect()]);
  await decisions.subscribe({ topics: ['decisions'], fromBeginning: false });
  await standings.subscribe({ topics: ['standings'], fromBeginning: true });
  await standings.run({
    eachMessage: async ({ message: { key, value } }) => {
      standing.set(key.toString(), value ? JSON.parse(value) : undefined);
    },
  });
  await decisions.run({
    eachMessage: async ({ message: { value } }) => {
      const decision = JSON.parse(value);
      const id = `${decision.tenant}/${decision.tier}/${decision.request_id}`;
      waiting.get(id)?.(decision); // none waits: another gateway's, or a second decision
      waiting.delete(id);
    },
  });
  await assigned; // before it, decisions would pass unseen

  const send = (topic, record) => {
    const message = { key: `${record.tenant}/${record.tier}`, value: JSON.stringify(record) };
    return producer.send({ topic, acks: -1, messages: [message] });
  };
  // { models } to try in this order; what to query besides; or { refused, detail }.
  async function ask(request, patience = PATIENCE_MS) {
    request = { request_id: randomUUID(), time: new Date().toISOString(), ...request };
    const id = `${request.tenant}/${request.tier}/${request.request_id}`;
    const decision = await new Promise((decided) => {
      waiting.set(id, decided);
      setTimeout(() => decided(null), patience);
      send('requests', request).catch(() => decided(null)); // Kafka is away: as a time-out
    });
    waiting.delete(id);
    if (decision?.refused) return { request, refused: decision.reason, detail: decision.detail };
    const stands = standing.get(`${request.tenant}/${request.tier}`);
    // Only observed, or not known to be applied: who would answer without the router comes first.
    const own = (decision ? !decision.apply : stands?.mode !== 'apply')
      ? [request.incumbent ?? stands?.incumbent, USUAL_MODEL] : [];
    const routed = decision ? [decision.model, ...(decision.fallbacks ?? [])]
      : [stands?.best, ...(stands?.fallbacks ?? []), USUAL_MODEL];
    const models = [...new Set([...own, ...routed])].filter((m) => m &&
      (m === request.incumbent || !request.candidates || request.candidates.includes(m)));
    return { request, models, decision, alsoQuery: (decision?.apply && decision.also_query) || [] };
  }
  // What an answer took, a failed attempt, or what a user says, whenever it comes.
  function report({ request, decision }, model, outcome) {
    const { request_id, tenant, tier } = request;
    const known = decision ? { decision_id: decision.decision_id } : {};
    const same = { request_id, tenant, tier, model, time: new Date().toISOString() };
    return send('feedback', { ...same, ...known, ...outcome });
  }

  const close = () => Promise.all([decisions, standings, producer].map((c) => c.disconnect()));
  return { ask, report, standing, close };
}
module.exports = { openGateway };
