// OpenRouter's SDK at the front door; it checks every answer against its own schema.
const { OpenRouter } = require('@openrouter/sdk');
const router = new OpenRouter({ apiKey: process.env.KEY, serverURL: process.env.BASE_URL });
const say = (what, value) => console.log(JSON.stringify({ what, value }));
const model = process.env.MODEL;
const messages = [{ role: 'user', content: 'Is it so?' }];

(async () => {
  const whole = await router.chat.send({ chatRequest: { model, messages } });
  say('chat', whole.choices[0].message.content);
  say('usage', whole.usage.completionTokens);
  const stream = await router.chat.send({ chatRequest: { model, messages, stream: true } });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  say('stream', text);
  const listed = await router.chat.send({ chatRequest: { models: ['plain', 'far'], messages } });
  say('model', listed.model);
  say('response', (await router.beta.responses.send({ responsesRequest: { model, input: 'Is it so?' } })).output[0].content[0].text);
  say('call', await router.callModel({ model, input: 'Is it so?' }).getText());
  const vectors = await router.embeddings.generate({ requestBody: { model, input: ['a', 'b'] } });
  say('embeddings', vectors.data.length);
  for await (const page of await router.models.list()) {
    say('models', page.result.data.map((one) => [one.id, one.contextLength]).sort());
    break;
  }
})().catch((e) => { console.error(e); process.exit(1); });
