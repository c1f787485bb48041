import { randomUUID } from 'node:crypto';
import type { Visit } from '../http/door.ts';
import { sendJson } from '../http/send-json.ts';
import type { ModelRequest } from '../model/model-request.ts';
import { visibleQuestion } from './visible-question.ts';

/** Longest part of the question that is repeated, in characters. */
const LONGEST_ECHO = 300;

/** Answers in the place of a provider, in the OpenAI shape, streaming or not, and says that it is no AI. */
export function demoAnswer({ response, facts }: Visit, modelId: string, request: ModelRequest): void {
  facts.demo = true;
  const text = demoText(visibleQuestion(request.body.messages));
  const common = { id: `chatcmpl-demo-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: modelId };
  // Nothing was computed, so nothing is counted.
  const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  if (!request.streaming) {
    const choice = {
      index: 0,
      message: { role: 'assistant', content: text, refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    };
    return sendJson(response, 200, { ...common, object: 'chat.completion', choices: [choice], usage });
  }
  const chunk = (delta: object, finish: string | null) => ({
    ...common,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage: null,
  });
  const pieces = text.match(/\S+\s*/g) ?? [];
  const events = [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces.map((piece) => chunk({ content: piece }, null)),
    chunk({}, 'stop'),
    { ...common, object: 'chat.completion.chunk', choices: [], usage },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end('data: [DONE]\n\n');
}

/** What the demo model says to this question. */
export function demoText(question: string | null): string {
  const marked = 'Demo model on this machine, no AI behind it.';
  const advice = "Choose a real AI provider on the bot's page, and it will answer in earnest.";
  if (question === null) return `${marked} Your message arrived. ${advice}`;
  const echo = question.length > LONGEST_ECHO ? `${question.slice(0, LONGEST_ECHO)}…` : question;
  return `${marked} Your message arrived and this answer came back the same way, so everything between works. You wrote: “${echo}” ${advice}`;
}
