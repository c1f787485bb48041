import type { openclaw } from '@clawberth/core';

export const LOG_FILTER_LEVELS = ['all', 'warn', 'error'] as const;
export type LogFilterLevel = (typeof LOG_FILTER_LEVELS)[number];

const RANK = { debug: 0, info: 1, warn: 2, error: 3 } as const;
const LEAST = { all: 0, warn: 2, error: 3 } as const;

/** The lines that are grave enough and hold each of the words, in any case. */
export function filterLines(lines: openclaw.LogLine[], words: string, level: LogFilterLevel): openclaw.LogLine[] {
  const needles = words.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (RANK[line.level] < LEAST[level]) return false;
    const text = line.text.toLowerCase();
    return needles.every((needle) => text.includes(needle));
  });
}
