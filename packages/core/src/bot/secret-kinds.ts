import type { SecretKind } from '@clawberth/db';
import { z } from 'zod';
import type { GivenKind } from './views.ts';

/** Secrets that people give; they may be suspected, stopped and replaced. */
export const GIVEN_KINDS = ['telegram_token', 'provider_key'] as const satisfies readonly GivenKind[];
/** What Clawberth makes for one bot alone; renewed together. */
export const INNER_KINDS = [
  'gateway_token',
  'agent_token',
  'airlock_token',
  'telegram_stand_in',
] as const satisfies readonly SecretKind[];

/** A kind that a person may name. */
export const givenKindField = z.enum(GIVEN_KINDS, 'Please say which of the bot’s keys you mean.');

export const isGiven = (kind: SecretKind): kind is GivenKind => kind === 'telegram_token' || kind === 'provider_key';
