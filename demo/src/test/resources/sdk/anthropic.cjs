// Anthropic's SDK at the front door: its base URL ends before /v1.
const Anthropic = require('@anthropic-ai/sdk');
const say = (what, value) => console.log(JSON.stringify({ what, value }));
const client = new Anthropic({ baseURL: process.env.BASE_URL.replace(/\/v1$/, ''), apiKey: process.env.KEY });
const ask = (more) => ({ model: process.env.MODEL, max_tokens: 64, system: 'Be brief.', messages: [{ role: 'user', content: 'Is it so?' }], ...more });
const failure = (promise) =>
  promise.then(() => 'no error', (e) => ({ name: e.constructor.name, status: e.status ?? null, type: e.type ?? e.error?.error?.type ?? null }));

(async () => {
  const { data, response } = await client.messages.create(ask()).withResponse();
  say('chat', data.content[0].text);
  say('decided', response.headers.get('x-surety-decision-id') !== null);
  say('usage', data.usage.output_tokens);

  let text = '';
  for await (const event of await client.messages.create(ask({ stream: true })))
    if (event.type === 'content_block_delta') text += event.delta.text;
  say('stream', text);
  const helper = await client.messages.stream(ask()).finalMessage();
  say('helper', helper.content[0].text);
  say('streamUsage', helper.usage.output_tokens);

  const tools = [{ name: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }];
  const call = (await client.messages.stream(ask({ tools })).finalMessage()).content[0];
  say('tool', [call.name, call.input]);
  const messages = [...ask().messages, { role: 'assistant', content: [call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'rainy' }] }];
  say('toolResult', (await client.messages.create(ask({ tools, messages }))).content[0].text);

  const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } };
  say('picture', (await client.messages.create(ask({ messages: [{ role: 'user', content: [picture] }] })).withResponse())
    .response.headers.get('x-surety-model'));

  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  say('models', models.sort());

  say('unknown', await failure(client.messages.create(ask({ model: 'nobody' }))));
  say('noKey', await failure(new Anthropic({ baseURL: client.baseURL, apiKey: 'x' }).messages.create(ask())));
  say('elsewhere', await failure(client.messages.create(ask({ model: 'far' }))));
})().catch((e) => { console.error(e); process.exit(1); });
