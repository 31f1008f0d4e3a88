// OpenAI's SDK at the front door: says what it got, one JSON object a line.
const OpenAI = require('openai');
const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.KEY });
const say = (what, value) => console.log(JSON.stringify({ what, value }));
const ask = (more) => ({ model: process.env.MODEL, messages: [{ role: 'user', content: 'Is it so?' }], ...more });
const answered = (response) => response.headers.get('x-surety-model');

(async () => {
  const names = [];
  for await (const model of client.models.list()) names.push(model.id);
  say('models', names.sort());
  say('model', (await client.models.retrieve('blind')).id);

  const chat = await client.chat.completions.create(ask()).withResponse();
  say('chat', chat.data.choices[0].message.content);
  say('decided', chat.response.headers.get('x-surety-decision-id') !== null);
  say('usage', chat.data.usage.completion_tokens);

  const stream = await client.chat.completions.create(ask({ stream: true, stream_options: { include_usage: true } }));
  let text = '';
  let told = 0;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    told += chunk.usage?.completion_tokens ?? 0;
  }
  say('stream', text);
  say('streamUsage', told);
  say('helper', (await client.chat.completions.stream(ask()).finalChatCompletion()).choices[0].message.content);

  say('response', (await client.responses.create({ model: process.env.MODEL, input: 'Is it so?' })).output_text);
  const events = [];
  for await (const event of await client.responses.create({ model: process.env.MODEL, input: 'Is it so?', stream: true })) events.push(event.type);
  say('responseEvents', [events[0], events[events.length - 1]]);
  say('responseStream', (await client.responses.stream({ model: process.env.MODEL, input: 'Is it so?' }).finalResponse()).output[0].content[0].text);

  const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
  const tools = [{ type: 'function', function: { name: 'weather', parameters } }];
  const call = (await client.chat.completions.create(ask({ tools }))).choices[0].message;
  say('tool', [call.tool_calls[0].function.name, JSON.parse(call.tool_calls[0].function.arguments)]);
  const result = { role: 'tool', tool_call_id: call.tool_calls[0].id, content: 'rain' };
  say('toolResult', (await client.chat.completions.create(ask({ tools, messages: [...ask().messages, call, result] }))).choices[0].message.content);
  const called = await client.chat.completions.stream(ask({ tools })).finalChatCompletion();
  say('toolStream', called.choices[0].message.tool_calls[0].function.name);

  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
  const seen = await client.chat.completions
    .create(ask({ messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, picture] }] })).withResponse();
  say('image', answered(seen.response));

  const one = await client.embeddings.create({ model: process.env.MODEL, input: ['a', 'b'] });
  say('embeddings', [one.data.length, one.data[0].embedding.length > 1, typeof one.data[0].embedding[0]]);
})().catch((e) => { console.error(e); process.exit(1); });
