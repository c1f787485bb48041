import type { ConfigIssue } from '@clawberth/openclaw/agent-protocol';

/**
 * OpenClaw's refusals in its log: "Invalid config at <file>:" followed by one
 * "<path>: <message>" a line (seen with 2026.9.6). Empty when there is none.
 */
export function parseIssues(logTail: string[]): ConfigIssue[] {
  const text = logTail.findLast((line) => line.includes('Invalid config at '));
  if (!text) return [];
  const lines = text.split('\n').slice(1);
  const end = lines.findIndex((line) => line.startsWith('Run "') || line.startsWith('If startup'));
  return (end === -1 ? lines : lines.slice(0, end)).flatMap((line) => {
    const match = /^[\s\-•×]*([^:]+):\s+(.+)$/.exec(line);
    return match?.[1] && match[2] ? [{ path: match[1].slice(0, 500), message: match[2].slice(0, 2_000) }] : [];
  });
}
