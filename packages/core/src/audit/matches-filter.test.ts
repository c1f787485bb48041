import { expect, test } from 'vitest';
import type { AuditFilter } from './filters.ts';
import { matchesFilter } from './matches-filter.ts';

const event = {
  actorId: 'a',
  botId: null,
  event: 'bot.renamed',
  result: 'done',
  occurredAt: new Date('2026-11-20T10:00:00Z'),
  search: 'bot.renamed mira 100% clerk',
} as const;

test.each<[AuditFilter, boolean]>([
  [{}, true],
  [{ actorId: 'a', action: 'bot.renamed', result: 'done' }, true],
  [{ actorId: 'b' }, false],
  [{ botId: 'a' }, false],
  [{ action: 'bot.deployed' }, false],
  [{ result: 'failed' }, false],
  [{ from: '2026-11-20T10:00:00.000Z' }, true],
  [{ to: '2026-11-20T10:00:00.000Z' }, false],
  [{ from: '2026-11-20T10:00:00.001Z' }, false],
  [{ search: 'CLERK 100%' }, true],
  [{ search: 'clerk ben' }, false],
])('%j: %s', (filter, expected) => expect(matchesFilter(event, filter)).toBe(expected));
