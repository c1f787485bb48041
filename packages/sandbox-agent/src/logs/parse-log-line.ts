import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '@clawberth/openclaw/agent-protocol';
import { z } from 'zod';

/** OpenClaw's line with `logging.consoleStyle: "json"`. */
const jsonLineSchema = z.object({
  time: z.iso.datetime({ offset: true }),
  level: z.string(),
  subsystem: z.string().optional(),
  message: z.string(),
});

const LEVELS: Record<string, LogLine['level']> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
};

/** The gateway notes each answer to the agent's own questions, some of them every two seconds. */
const OWN_QUESTION = /^gateway\/ws: ⇄ res ✓ /;

/** One line of OpenClaw's output in our terms; null for an empty one, drawn boxes, or an answer to the agent itself. */
export function parseLogLine(
  raw: string,
  fallbackLevel: LogLine['level'],
): { at: Date | null; level: LogLine['level']; text: string } | null {
  const plain = stripVTControlCharacters(raw).trim();
  if (plain.startsWith('{')) {
    const json = jsonLineSchema.safeParse(tryJson(plain));
    if (json.success) {
      const { time, level, subsystem, message } = json.data;
      const text = subsystem && !message.startsWith(subsystem) ? `${subsystem}: ${message}` : message;
      return OWN_QUESTION.test(text) ? null : { at: new Date(time), level: LEVELS[level] ?? 'info', text };
    }
  }
  const text = plain.replaceAll(/[\u2500-\u257f\u25c7\u25cf]/g, '').trim();
  return text === '' ? null : { at: null, level: fallbackLevel, text };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
