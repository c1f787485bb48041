import type { Bot } from '@clawberth/db';
import { ClawberthError } from '../errors.ts';

/** The next generation of a bot that is wanted running. Throws `conflict` for a paused one. */
export function wantAgain({ desiredState, generation }: Bot): { generation: number } {
  if (desiredState !== 'running') throw new ClawberthError('conflict', 'This bot is paused. Start it instead.');
  return { generation: generation + 1 };
}
