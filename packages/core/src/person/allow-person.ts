import type { Context } from '../context.ts';
import { decide } from './decide.ts';

/** Lets a waiting person talk to the bot. Throws `not_found`, or `conflict` when it is decided or too old. */
export async function allowPerson(ctx: Context, request: { botId: string; requestId: string }): Promise<void> {
  await decide(ctx, request, 'allowed');
}
