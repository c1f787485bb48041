import { randomUUID } from 'node:crypto';
import type { Mail as MailRow } from '@clawberth/db';
import { ClawberthError } from '../errors.ts';
import type { Context } from '../context.ts';
import { mutate } from '../mutate.ts';
import type { Services } from '../services.ts';
import { systemContext } from '../system-context.ts';
import { CLAIM_MS, MOST_ATTEMPTS, pauseAfter } from './delivery-limits.ts';
import { openLetter } from './seal-letter.ts';
import type { Mailer } from './send-by-smtp.ts';

type Due = { mailId: string; organisationId: string };
type Problem = { message: string; forGood: boolean; stop: boolean };

/**
 * Hands the letters that are due to the mail server, oldest first; gives how many it took. A try is recorded before it is
 * made: a worker that dies in between leaves a letter that is sent again, never one that is lost. Ends early when the
 * server is out of reach. The audit log tells each try and its outcome.
 */
export async function sendDueMail(services: Services, mailer: Mailer): Promise<number> {
  const due = await services.database.lookup.$queryRaw<Due[]>`select * from lookup_mail_due()`;
  let sent = 0;
  for (const { mailId, organisationId } of due) {
    const ctx = systemContext(services, organisationId, randomUUID());
    const letter = await claim(ctx, mailId);
    if (letter === null) continue;
    const problem = await deliver(services, mailer, letter);
    await (problem === null ? recordSent(ctx, letter) : recordProblem(ctx, letter, problem));
    if (problem === null) sent += 1;
    if (problem?.stop === true) break;
  }
  return sent;
}

/** Takes the letter for this try; null when another worker was faster. */
async function claim(ctx: Context, id: string): Promise<MailRow | null> {
  const { organisationId } = ctx;
  return mutate({
    ctx,
    permission: 'system',
    run: async (tx) => {
      const now = new Date();
      const { count } = await tx.mail.updateMany({
        where: { id, organisationId, sentAt: null, sealedBody: { not: null }, nextAttemptAt: { lte: now } },
        data: { attempts: { increment: 1 }, nextAttemptAt: new Date(now.getTime() + CLAIM_MS) },
      });
      return count === 0 ? null : tx.mail.findUniqueOrThrow({ where: { id } });
    },
    audit: (row) =>
      row === null
        ? []
        : { action: 'letter.sent', result: 'requested', target: targetOf(row), after: { attempt: row.attempts } },
  });
}

async function deliver(services: Services, mailer: Mailer, letter: MailRow): Promise<Problem | null> {
  const { id, recipient, organisationId, attempts } = letter;
  try {
    const mail = await openLetter(services, letter);
    if (mail === null) return { message: 'The letter has no text any more.', forGood: true, stop: false };
    await mailer.send({ ...mail, to: recipient, id });
    return null;
  } catch (error) {
    services.log.warn({ mailId: id, organisationId, attempts, err: error }, 'a letter could not be sent');
    if (!(error instanceof ClawberthError))
      return { message: 'The letter could not be opened.', forGood: true, stop: false };
    // A mail server that does not know us may know us once somebody has corrected SMTP_URL.
    const ours = typeof error.cause === 'string' && /^(EAUTH|ENOAUTH)\b/.test(error.cause);
    const forGood = error.code === 'outside_refused' && !ours;
    return { message: error.message.slice(0, 300), forGood, stop: !forGood };
  }
}

async function recordSent(ctx: Context, letter: MailRow): Promise<void> {
  const { id, organisationId } = letter;
  await mutate({
    ctx,
    permission: 'system',
    run: async (tx) => {
      await tx.mail.updateMany({
        where: { id, organisationId },
        data: { sentAt: new Date(), nextAttemptAt: null, sealedBody: null, error: null },
      });
    },
    audit: () => ({ action: 'letter.sent', target: targetOf(letter), after: { attempt: letter.attempts } }),
  });
}

async function recordProblem(ctx: Context, letter: MailRow, { message, forGood }: Problem): Promise<void> {
  const { id, organisationId, attempts } = letter;
  const givenUp = forGood || attempts >= MOST_ATTEMPTS;
  const again = givenUp ? null : new Date(Date.now() + pauseAfter(attempts));
  await mutate({
    ctx,
    permission: 'system',
    run: async (tx) => {
      const data = { error: message, nextAttemptAt: again, ...(givenUp ? { sealedBody: null } : {}) };
      // Somebody may have withdrawn the letter meanwhile: then nothing is left to be tried again.
      const { count } = await tx.mail.updateMany({
        where: { id, organisationId, attempts, sentAt: null },
        data,
      });
      return count === 1;
    },
    audit: (written) =>
      written
        ? {
            action: 'letter.failed',
            result: 'failed',
            target: targetOf(letter),
            after: { attempt: attempts, error: message, again: again?.toISOString() ?? null },
          }
        : [],
  });
}

function targetOf({ id, recipient }: MailRow) {
  return { type: 'letter' as const, id, name: recipient };
}
