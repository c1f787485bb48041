import type { Context } from '../context.ts';
import { decide } from './decide.ts';

/** Turns a waiting person away; they may ask again. Throws `not_found`, or `conflict` when it is decided or too old. */
export async function dismissPerson(ctx: Context, request: { botId: string; requestId: string }): Promise<void> {
  await decide(ctx, request, 'dismissed');
}
