import type { Context } from './context.ts';
import { ClawberthError } from './errors.ts';
import { roleAllows, type Permission } from './permissions.ts';
import { recordRefusal } from './record-refusal.ts';

/** A person's permission, or 'system' for Clawberth's own processes, or 'public' for sign-up and joining by invitation. */
export type Need = Permission | 'system' | 'public';

/** The first line of every verb. Throws `forbidden` unless the actor holds the permission; the refusal is in the log then. */
export async function requirePermission(ctx: Context, need: Need): Promise<void> {
  if (allows(ctx, need)) return;
  await recordRefusal(ctx, need);
  throw new ClawberthError(
    'forbidden',
    'Your role in this organisation does not allow this. Ask an owner or an admin.',
  );
}

/** Whether the actor holds the permission; for what a view leaves out. A verb asks requirePermission. */
export function allows({ actor }: Pick<Context, 'actor'>, need: Need): boolean {
  if (need === 'public') return true;
  if (need === 'system') return actor.type === 'system';
  if (actor.type === 'user') return roleAllows(actor.role, need);
  return actor.type === 'support' && actor.until > new Date() && roleAllows('support', need);
}
