import { expect, test } from 'vitest';
import { signTicket, signature } from './sign-ticket.ts';
import { verifyTicket } from './verify-ticket.ts';

const internalKey = Buffer.alloc(32, 7);
const services = { internalKey };
const claims = {
  botId: '7d0f4b4e-9b0e-4a53-9a5a-0d6a5b1c2d3e',
  organisationId: '1d0f4b4e-9b0e-4a53-9a5a-0d6a5b1c2d3e',
  userId: '2d0f4b4e-9b0e-4a53-9a5a-0d6a5b1c2d3e',
  purpose: 'chat',
} as const;
const made = new Date('2026-11-20T10:00:00Z');
const later = (seconds: number) => new Date(made.getTime() + seconds * 1000);

test('a ticket says what it was made for, for sixty seconds', () => {
  const ticket = signTicket(internalKey, claims, made);
  expect(verifyTicket(services, ticket, later(59))).toEqual(claims);
  expect(() => verifyTicket(services, ticket, later(60))).toThrow(/not valid any more/);
});

test('refuses another key, a changed claim, and what is no ticket', () => {
  const ticket = signTicket(internalKey, claims, made);
  const [, mac] = ticket.split('.');
  const forged = Buffer.from(JSON.stringify({ ...claims, purpose: 'logs', exp: made.getTime() / 1000 + 60 })).toString(
    'base64url',
  );
  const long = Buffer.from(JSON.stringify({ ...claims, exp: made.getTime() / 1000 + 86_400 })).toString('base64url');
  for (const bad of [
    signTicket(Buffer.alloc(32, 8), claims, made),
    `${forged}.${mac}`,
    `${long}.${signature(internalKey, long)}`,
    `${ticket}.x`,
    `${ticket}x`,
    '',
    '.',
    'x'.repeat(10_000),
  ]) {
    expect(() => verifyTicket(services, bad, later(1))).toThrow(/not valid any more/);
  }
});
