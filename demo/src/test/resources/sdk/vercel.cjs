// Vercel's AI SDK at the front door; its openai(id) speaks the responses API.
const { generateObject, generateText, streamText, tool } = require('ai');
const { createOpenAI } = require('@ai-sdk/openai');
const { createOpenAICompatible } = require('@ai-sdk/openai-compatible');
const { z } = require('zod');
const openai = createOpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.KEY });
const compatible = createOpenAICompatible({
  name: 'surety', baseURL: process.env.BASE_URL, apiKey: process.env.KEY, includeUsage: true, supportsStructuredOutputs: true,
});
const say = (what, value) => console.log(JSON.stringify({ what, value }));
const prompt = 'Is it so?';
const schema = z.object({ city: z.string(), warm: z.boolean() });

(async () => {
  const apis = { responses: openai(process.env.MODEL), chat: openai.chat(process.env.MODEL), compatible: compatible(process.env.MODEL) };
  for (const [name, model] of Object.entries(apis)) {
    const whole = await generateText({ model, prompt });
    say(name + 'Text', whole.text);
    say(name + 'Usage', whole.usage.outputTokens);
    say(name + 'Headers', whole.response.headers['x-surety-model'] !== undefined);
    const stream = streamText({ model, prompt });
    let text = '';
    for await (const part of stream.textStream) text += part;
    say(name + 'Stream', text);
    say(name + 'StreamUsage', (await stream.usage).outputTokens);
    say(name + 'Object', Object.keys((await generateObject({ model, schema, prompt })).object));
    const tools = { weather: tool({ description: 'w', inputSchema: z.object({ city: z.string() }) }) };
    say(name + 'Tool', (await generateText({ model, prompt, tools })).toolCalls.map((call) => [call.toolName, Object.keys(call.input)]));
  }
})().catch((e) => { console.error(e); process.exit(1); });
