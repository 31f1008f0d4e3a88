// LangChain at the front door.
const { ChatOpenAI, OpenAIEmbeddings } = require('@langchain/openai');
const say = (what, value) => console.log(JSON.stringify({ what, value }));
const configuration = { baseURL: process.env.BASE_URL };
const prompt = 'Is it so?';

(async () => {
  for (const [name, useResponsesApi] of [['chat', false], ['responses', true]]) {
    const model = new ChatOpenAI({ model: process.env.MODEL, apiKey: process.env.KEY, configuration, useResponsesApi });
    const whole = await model.invoke(prompt);
    say(name + 'Invoke', whole.text);
    say(name + 'Usage', whole.usage_metadata.output_tokens);
    let text = '';
    for await (const chunk of await model.stream(prompt)) text += chunk.text;
    say(name + 'Stream', text);
    const form = { name: 'weather', schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } };
    say(name + 'Structured', Object.keys(await model.withStructuredOutput(form.schema, { name: form.name }).invoke(prompt)));
  }
  const embeddings = new OpenAIEmbeddings({ model: process.env.MODEL, apiKey: process.env.KEY, configuration });
  say('embeddings', (await embeddings.embedDocuments(['a', 'b'])).length);
})().catch((e) => { console.error(e); process.exit(1); });
