import { z } from 'zod';

const messagesSchema = z.array(
  z.looseObject({
    role: z.string(),
    content: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).nullish(),
  }),
);

// How OpenClaw 2026.9.6 wraps what a person wrote, as seen in its requests to a model.
const WRAPPINGS = [
  /<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>[\s\S]*?<<<END_OPENCLAW_INTERNAL_CONTEXT>>>/g,
  /^\[[A-Z][a-z]{2} \d{4}-\d{2}-\d{2} [^\]]*\]\s*/,
  /(?:Conversation info|Sender|Sender \(untrusted metadata\))[^\n]*:[^\n]*\n```json\n[\s\S]*?\n```\s*/g,
  /\n+Runtime: agent=[^\n]*$/,
];

/** The last thing that a person wrote in this conversation, without what OpenClaw put around it; null when there is none. */
export function visibleQuestion(messages: unknown): string | null {
  const parsed = messagesSchema.safeParse(messages);
  if (!parsed.success) return null;
  for (const message of parsed.data.filter((one) => one.role === 'user').toReversed()) {
    const { content } = message;
    const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n');
    const bare = WRAPPINGS.reduce((rest, wrapping) => rest.replace(wrapping, '').trim(), text.trim());
    if (bare !== '') return bare;
  }
  return null;
}
