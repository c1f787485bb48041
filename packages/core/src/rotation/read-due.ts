import type { RotationReason } from '@clawberth/db';
import { rotationOf } from '../bot/rotation.ts';
import { isGiven } from '../bot/secret-kinds.ts';
import type { GivenKind } from '../bot/views.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { readAs } from '../scope-of.ts';

export type DueRow = {
  secretId: string;
  botId: string;
  botName: string;
  kind: GivenKind;
  fingerprint: string;
  reason: RotationReason | null;
};

/** What of an organisation is due: given secrets worst first, and bots of which an inner token is too old. */
export type Due = { organisation: { name: string; slug: string }; given: DueRow[]; innerOf: string[] };

/** For Clawberth itself. Throws `not_found` for an organisation that is gone. */
export async function readDue(ctx: Context): Promise<Due> {
  const { organisationId } = ctx;
  const read = readAs(ctx);
  const [organisation, rows] = await Promise.all([
    read.organisation.findUnique({
      where: { id: organisationId },
      select: { name: true, slug: true, rotationPolicy: true },
    }),
    read.botSecret.findMany({
      where: { organisationId, revokedAt: null, bot: { deletedAt: null, desiredState: { not: 'deleted' } } },
      omit: { sealedValue: true },
      include: { bot: { select: { name: true } } },
      orderBy: [{ setAt: 'asc' }, { id: 'asc' }],
    }),
  ]);
  if (organisation === null) throw notFound('organisation');
  const now = new Date();
  const due = rows.filter((row) => rotationOf(row, organisation.rotationPolicy, now).state === 'due');
  const given = due.flatMap(({ id, botId, bot, kind, fingerprint, rotateReason: reason }) =>
    isGiven(kind) ? [{ secretId: id, botId, botName: bot.name, kind, fingerprint, reason }] : [],
  );
  const inner = due.filter(({ kind }) => !isGiven(kind)).map(({ botId }) => botId);
  return {
    organisation,
    given: given.sort((one, other) => weight(other.reason) - weight(one.reason)),
    innerOf: [...new Set(inner)],
  };
}

const weight = (reason: RotationReason | null): number =>
  reason === 'suspected' ? 2 : reason === 'member_left' ? 1 : 0;
