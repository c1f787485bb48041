import { randomInt } from 'node:crypto';
import type { audit } from '@clawberth/core';
import type { Connection } from '@clawberth/db/testing';

export type Filter = Omit<audit.AuditListInput, 'limit' | 'before'>;
export type Case = {
  name: string;
  /** What the filter is made from: an event of the organisation, picked by chance. */
  filter: (event: Sample) => Filter;
  /** Begins at the event instead of at the newest. */
  deep?: true;
};
export type Sample = {
  actorId: string;
  actorName: string;
  botId: string;
  targetName: string;
  event: audit.AuditAction;
  requestId: string;
  occurredAt: Date;
};

const DAY_MS = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
const any = <T>(values: readonly [T, ...T[]]): T => values[randomInt(values.length)] ?? values[0];
const word = (text: string, index: number) => text.split(' ')[index] ?? text;

export const PAGES: readonly Case[] = [
  { name: 'newest page', filter: () => ({}) },
  { name: 'by person', filter: ({ actorId }) => ({ actorId }) },
  { name: 'by bot', filter: ({ botId }) => ({ botId }) },
  {
    name: 'by action, in a month',
    filter: ({ event, occurredAt }) => ({
      action: event,
      from: iso(occurredAt.getTime() - 15 * DAY_MS),
      to: iso(occurredAt.getTime() + 15 * DAY_MS),
    }),
  },
  { name: 'by result', filter: () => ({ result: any(['failed', 'refused', 'requested', 'done']) }) },
  { name: 'by person, bot and result', filter: ({ actorId, botId }) => ({ actorId, botId, result: 'failed' }) },
  { name: 'a page deep in the log', filter: () => ({}), deep: true },
  {
    name: 'three days in the middle',
    filter: ({ occurredAt }) => ({ from: iso(occurredAt.getTime() - 3 * DAY_MS), to: iso(occurredAt.getTime()) }),
  },
];

export const SEARCHES: readonly Case[] = [
  // Of 10 million events about one in 18 million letters stands in any: most are found never or once.
  { name: 'search: rare word', filter: () => ({ search: `m${randomInt(1_000_000)}@example.org` }) },
  { name: 'search: common word', filter: ({ event }) => ({ search: event }) },
  { name: 'search: name', filter: ({ actorName }) => ({ search: actorName }) },
  {
    name: 'search: two words, of a person and of a bot',
    filter: ({ actorName, targetName }) => ({ search: `${word(actorName, 0)} ${word(targetName, 0)}` }),
  },
  { name: 'search: request id', filter: ({ requestId }) => ({ search: requestId }) },
  { name: 'search: address', filter: () => ({ search: `192.0.${randomInt(4)}.${randomInt(250)}` }) },
  {
    name: 'search: a word, by person and month',
    filter: ({ actorId, targetName, occurredAt }) => ({
      actorId,
      search: word(targetName, 1),
      from: iso(occurredAt.getTime() - 15 * DAY_MS),
      to: iso(occurredAt.getTime() + 15 * DAY_MS),
    }),
  },
  // No trigram, no index: allowed in a month alone.
  {
    name: 'search: two letters that stand nowhere, in a month',
    filter: ({ occurredAt }) => ({
      search: 'zq',
      from: iso(occurredAt.getTime() - 15 * DAY_MS),
      to: iso(occurredAt.getTime() + 15 * DAY_MS),
    }),
  },
];

/** An event of a person on a bot, somewhere in the organisation's log. */
export async function pickEvent(
  keeper: Connection,
  organisationId: string,
  span: { first: Date; last: Date },
): Promise<Sample> {
  const at = new Date(span.first.getTime() + Math.random() * (span.last.getTime() - span.first.getTime()));
  const [found] = await keeper.query<Sample>(
    `select "actorId", "actorName", "botId", "targetName", "event", "requestId", "occurredAt" from "AuditEvent"
     where "organisationId" = $1 and "occurredAt" >= $2 and "actorId" is not null and "botId" is not null
       and "targetType" = 'bot' order by "occurredAt" limit 1`,
    [organisationId, at],
  );
  return found ?? pickEvent(keeper, organisationId, span);
}
