import { z } from 'zod';

const blockSchema = z.object({ type: z.string(), text: z.string().optional() });
const messageSchema = z.object({ content: z.union([z.string(), z.array(blockSchema)]).optional() });

/** The plain text of one of OpenClaw's messages; empty when it holds none. */
export function messageText(message: unknown): string {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) return '';
  const { content } = parsed.data;
  if (typeof content === 'string') return content;
  return (content ?? [])
    .filter(({ type }) => type === 'text')
    .map(({ text }) => text ?? '')
    .join('');
}
