import type { ChatQuestion } from './model-state.ts';

// OpenClaw 2026.9.6 adds such a message of its own after the one that the person wrote.
const openclawContext = '<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>';

/** What the script of answers sees: both APIs keep the conversation in `messages`. */
export function readQuestion(body: Record<string, unknown>): ChatQuestion {
  const messages = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.findLast(
    (message: unknown) =>
      isRecord(message) && message.role === 'user' && !contentText(message.content).startsWith(openclawContext),
  );
  return { model: String(body.model), lastUserText: isRecord(last) ? contentText(last.content) : '', body };
}

/** Rough size in tokens, four characters each: enough for a usage figure that is not zero. */
export function roughTokens(value: unknown): number {
  return Math.max(1, Math.ceil((typeof value === 'string' ? value : JSON.stringify(value ?? '')).length / 4));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (isRecord(part) && typeof part.text === 'string' ? part.text : '')).join('');
}
