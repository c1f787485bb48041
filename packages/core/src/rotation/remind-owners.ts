import { GIVEN_KINDS } from '../bot/secret-kinds.ts';
import type { Context } from '../context.ts';
import { composeMail } from '../mail/compose-mail.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { sealLetter } from '../mail/seal-letter.ts';
import { mutate } from '../mutate.ts';
import { stillMember } from '../not-over.ts';
import { readAs } from '../scope-of.ts';
import type { Due } from './read-due.ts';
import { lockOrganisation } from '../organisation/lock-organisation.ts';

const WEEK_MS = 7 * 86_400_000;

/**
 * Asks owners and admins by letter to replace what is due; false when there is nothing, or when they were asked within a
 * week. Which keys they were asked for is in the log.
 */
export async function remindOwners(
  ctx: Context,
  { organisation: { name, slug }, given }: Due,
  dashboardUrl: string | null,
): Promise<boolean> {
  const { organisationId, services } = ctx;
  if (given.length === 0 || (await askedLately(readAs(ctx), organisationId))) return false;
  const mail = composeMail({
    kind: 'rotation_reminder',
    organisationName: name,
    keys: given.map(({ botName, kind, reason }) => ({ botName, kind, reason })),
    url: dashboardUrl === null ? null : new URL(pageOf(slug, given), dashboardUrl).href,
  });
  const recipients = await readRecipients(ctx);
  const letters = await Promise.all(
    recipients.map((recipient) => sealLetter(services, { organisationId, kind: 'rotation_reminder', recipient, mail })),
  );
  return mutate({
    ctx,
    permission: 'system',
    run: async (tx) => {
      // Two workers may have come here: the second one finds that it was done.
      await lockOrganisation(tx, organisationId);
      if (await askedLately(tx, organisationId)) return null;
      const { count } = await tx.botSecret.updateMany({
        where: { organisationId, id: { in: given.map(({ secretId }) => secretId) } },
        data: { remindedAt: new Date() },
      });
      const queued = [];
      for (const letter of letters) queued.push(await queueMail(tx, letter));
      return { count, queued };
    },
    audit: (done) =>
      done === null
        ? []
        : [
            {
              action: 'secret.replacement_asked',
              target: { type: 'organisation', id: organisationId, name },
              after: {
                count: done.count,
                keys: given.map(({ botId, botName, kind, fingerprint, reason }) => ({
                  bot: botId,
                  name: botName,
                  kind,
                  fingerprint,
                  reason: reason ?? 'age',
                })),
              },
            },
            ...done.queued,
          ],
  }).then((done) => done !== null);
}

/** The Keys page of the bot; with several, the list of bots, where each says what is due. */
function pageOf(slug: string, given: Due['given']): string {
  const [botId, ...others] = new Set(given.map((one) => one.botId));
  return botId === undefined || others.length > 0 ? `/o/${slug}/bots` : `/o/${slug}/bots/${botId}/keys`;
}

type Reader = Pick<ReturnType<typeof readAs>, 'botSecret'>;

async function askedLately(read: Reader, organisationId: string): Promise<boolean> {
  const since = new Date(Date.now() - WEEK_MS);
  const where = { organisationId, kind: { in: [...GIVEN_KINDS] }, remindedAt: { gt: since } };
  return (await read.botSecret.count({ where })) > 0;
}

async function readRecipients(ctx: Context): Promise<string[]> {
  const members = await readAs(ctx).membership.findMany({
    where: { organisationId: ctx.organisationId, role: { in: ['owner', 'admin'] }, ...stillMember() },
    select: { user: { select: { email: true } } },
    orderBy: { userId: 'asc' },
  });
  return members.map(({ user }) => user.email);
}
