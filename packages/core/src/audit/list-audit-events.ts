import type { AuditAction } from './actions.ts';
import type { AuditResult } from '@clawberth/db';
import type { AuditView } from './views.ts';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';

export type AuditListInput = {
  /** Cursor of an earlier page. */
  before?: string;
  /** At most 100. */
  limit: number;
  actorId?: string;
  botId?: string;
  action?: AuditAction;
  result?: AuditResult;
};

export async function listAuditEvents(_ctx: Context, _input: AuditListInput): Promise<{ events: AuditView[]; nextCursor: string | null }> {
  throw new ClawberthError('internal', 'Not built yet.');
}
