import type { BotSecret } from '@clawberth/db';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { stillMember } from '../not-over.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { findBot } from './find-bot.ts';
import { rotationOf } from './rotation.ts';
import { INNER_KINDS, isGiven } from './secret-kinds.ts';
import type { GivenKind, KeysView, SecretView } from './views.ts';
import { visibleBots } from './visible-bots.ts';

type Row = Omit<BotSecret, 'sealedValue' | 'dataKeyVersion'>;

/** The Keys tab: what may be seen of a bot's secrets, and how old they are. Throws `not_found`. */
export async function getKeys(ctx: Context, { botId }: { botId: string }): Promise<KeysView> {
  await requirePermission(ctx, 'config:read');
  const { organisationId } = ctx;
  const read = readAs(ctx);
  const bot = await findBot(ctx, botId);
  const where = { botId: bot.id, organisationId };
  const [organisation, rows, retiring] = await Promise.all([
    read.organisation.findUnique({ where: { id: organisationId }, select: { rotationPolicy: true } }),
    read.botSecret.findMany({ where, omit: { sealedValue: true, dataKeyVersion: true } }),
    read.sandboxToken.count({ where: { ...where, retiring: true } }),
  ]);
  if (organisation === null) throw notFound('organisation');
  const { rotationPolicy: policy } = organisation;
  const given = rows.filter(({ kind }) => isGiven(kind));
  const [names, others] = await Promise.all([namesOf(ctx, given), readOthers(ctx, bot.id, given)]);
  const now = new Date();
  const view = (kind: GivenKind): SecretView | null => {
    const row = given.find((one) => one.kind === kind);
    if (row === undefined) return null;
    const { fingerprint, setAt, revokedAt } = row;
    return {
      kind,
      fingerprint,
      setAt,
      setByName: names.get(row.setById ?? '') ?? null,
      revokedAt,
      rotation: rotationOf(row, policy, now),
      sharedWith: others
        .filter((other) => other.kind === kind && other.fingerprint === fingerprint)
        .map((other) => ({ botId: other.botId, botName: other.bot.name })),
    };
  };
  const telegram = view('telegram_token');
  const times = rows
    .filter(({ kind }) => INNER_KINDS.some((inner) => inner === kind))
    .map((row) => row.setAt.getTime());
  const oldest = times.length === 0 ? bot.createdAt : new Date(Math.min(...times));
  return {
    policy,
    telegram: telegram === null ? null : { ...telegram, username: bot.telegramUsername },
    providerKey: view('provider_key'),
    innerTokens: {
      setAt: oldest,
      rotation: rotationOf({ setAt: oldest, rotateReason: null }, policy, now),
      renewing: retiring > 0,
    },
  };
}

/** Names of those who set them and are members still. */
async function namesOf(ctx: Context, rows: readonly Row[]): Promise<Map<string, string>> {
  const userIds = rows.flatMap(({ setById }) => setById ?? []);
  const members = await readAs(ctx).membership.findMany({
    where: { organisationId: ctx.organisationId, userId: { in: userIds }, ...stillMember(new Date()) },
    select: { userId: true, user: { select: { name: true } } },
  });
  return new Map(members.map(({ userId, user }) => [userId, user.name]));
}

/** The secrets of other bots that the actor may see, by name, with one of these fingerprints. */
async function readOthers(ctx: Context, botId: string, rows: readonly Row[]) {
  return readAs(ctx).botSecret.findMany({
    where: {
      organisationId: ctx.organisationId,
      botId: { not: botId },
      OR: rows.map(({ kind, fingerprint }) => ({ kind, fingerprint })),
      bot: visibleBots(ctx),
    },
    select: { botId: true, kind: true, fingerprint: true, bot: { select: { name: true } } },
    orderBy: [{ bot: { name: 'asc' } }, { botId: 'asc' }],
  });
}
