import { redact } from '@clawberth/openclaw/redact';
import type { LogLine } from '@clawberth/openclaw/agent-protocol';
import { hideValues, partsToHide } from './hide-values.ts';
import { parseLogLine } from './parse-log-line.ts';

const CAPACITY_LINES = 2_000;
const MAX_TEXT_CHARS = 4_000;

export type LogBuffer = {
  /** Takes one raw line of OpenClaw's output. */
  push(raw: string, fallbackLevel: LogLine['level']): void;
  /** Takes these texts out of every line from now on, whatever they look like. */
  hide(values: readonly string[]): void;
  /** Lines after that cursor, oldest first. */
  after(cursor: number): LogLine[];
  /** Texts of the last lines, oldest first. */
  tail(count: number): string[];
  subscribe(listener: (line: LogLine) => void): () => void;
};

/** The last 2,000 lines of OpenClaw's output, secrets already scrubbed. */
export function createLogBuffer(now: () => Date = () => new Date()): LogBuffer {
  const lines: LogLine[] = [];
  const listeners = new Set<(line: LogLine) => void>();
  const hidden = new Set<string>();
  let cursor = 0;
  return {
    push(raw, fallbackLevel) {
      const parsed = parseLogLine(raw, fallbackLevel);
      if (!parsed) return;
      cursor += 1;
      const text = redact(hideValues(parsed.text, hidden)).slice(0, MAX_TEXT_CHARS);
      const line: LogLine = { cursor, at: (parsed.at ?? now()).toISOString(), level: parsed.level, text };
      lines.push(line);
      if (lines.length > CAPACITY_LINES) lines.shift();
      for (const listener of listeners) listener(line);
    },
    hide(values) {
      for (const value of values) for (const part of partsToHide(value)) hidden.add(part);
    },
    after: (from) => lines.filter((line) => line.cursor > from),
    tail: (count) => lines.slice(-count).map(({ text }) => text),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
