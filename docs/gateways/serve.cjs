// Ten tenants on a gateway of docs/write-your-gateway.md: docs/first-hour.md types it.
const { openGateway } = require('./gateway.cjs');
const TENANTS = [...'abcdefgh'].map((c) => `customer-${c}`).concat('initech', 'umbrella');
const TIERS = ['gold', 'silver', 'bronze'];
const TAGS = ['chat', 'code', 'mail'];

// Your models: here one that answers after a moment, and better the dearer it is.
async function call(model, prompt) {
  const good = /opus|sonnet|pro|large|luna/.test(model) ? 0.96 : /haiku|flash|small|120b/.test(model) ? 0.9 : 0.78;
  return { text: `${model}: ${prompt}`, satisfied: Math.random() < good, output_tokens: 200 + Math.floor(Math.random() * 300) };
}

async function serve(gateway, i) {
  const tenant = TENANTS[i % TENANTS.length];
  const tier = i % 10 > 7 ? 'gold' : TIERS[i % 3];
  const asked = await gateway.ask({ tenant, tier, prompt: `Question ${i}`, tag: TAGS[i % 3], input_tokens: 300 });
  if (asked.refused) return `refused: ${asked.refused}`;
  const answer = await call(asked.models[0], asked.request.prompt);
  await gateway.report(asked, asked.models[0], { input_tokens: 300, output_tokens: answer.output_tokens });
  if (Math.random() < 0.3 || asked.decision?.solicit) {
    await gateway.report(asked, asked.models[0], {
      satisfied: answer.satisfied, source: asked.decision?.solicit ? 'solicited' : 'user' });
  }
  return asked.decision ? (asked.decision.apply ? 'decided' : 'observed') : 'without a decision';
}

(async () => {
  const gateway = await openGateway([process.argv[3] ?? '127.0.0.1:9092']);
  const seen = {};
  for (let i = 0; i < Number(process.argv[2]); i += 10) {
    const batch = Array.from({ length: 10 }, (_, j) => serve(gateway, i + j));
    for (const what of await Promise.all(batch)) seen[what] = (seen[what] ?? 0) + 1;
  }
  console.log(seen);
  await gateway.close();
})();
