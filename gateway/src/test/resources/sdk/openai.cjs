// Talks to the door through OpenAI's own SDK and prints what it got, one JSON object a line.
const OpenAI = require('openai');
const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.KEY });
const say = (what, value) => console.log(JSON.stringify({ what, value }));
const ask = (more) => ({ model: 'surety', messages: [{ role: 'user', content: 'hi' }], ...more });
const failure = async (promise) =>
  promise.then(() => 'no error', (e) => ({ name: e.constructor.name, status: e.status ?? null, code: e.code ?? null }));

(async () => {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  say('models', models);

  const chat = await client.chat.completions.create(ask()).withResponse();
  say('chat', {
    text: chat.data.choices[0].message.content,
    model: chat.response.headers.get('x-surety-model'),
    usage: chat.data.usage.total_tokens,
  });

  let text = '';
  for await (const chunk of await client.chat.completions.create(ask({ stream: true })))
    text += chunk.choices[0].delta.content ?? '';
  say('stream', text);

  let usage = 0;
  for await (const chunk of await client.chat.completions.create(
    ask({ stream: true, stream_options: { include_usage: true } })))
    usage = chunk.usage?.total_tokens ?? usage;
  say('usage', usage);

  const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }];
  say('tools', (await client.chat.completions.create(ask({ tools }))).choices.length);
  const picture = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }];
  say('image', (await client.chat.completions
    .create(ask({ messages: [{ role: 'user', content: picture }] })).withResponse()).response.headers.get('x-surety-model'));

  say('embeddings', (await client.embeddings.create({ model: 'small', input: 'hi', encoding_format: 'float' })).data.length);
  say('response', (await client.responses.create({ model: 'auto', input: 'hi' })).output_text);
  const types = [];
  for await (const event of await client.responses.create({ model: 'auto', input: 'hi', stream: true })) types.push(event.type);
  say('events', types);

  say('unknown', await failure(client.chat.completions.create(ask({ model: 'gpt-9' }))));
  say('nokey', await failure(new OpenAI({ baseURL: process.env.BASE_URL, apiKey: 'x' }).models.list()));
  say('down', await failure(client.chat.completions.create(ask({ model: 'down' }))));
  say('broken', await failure((async () => {
    for await (const chunk of await client.chat.completions.create(ask({ model: 'broken', stream: true }))) void chunk;
  })()));
})().catch((e) => { console.error(e); process.exit(1); });
