import { startSmtpStandIn, type SmtpStandIn } from '@clawberth/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inviteMember } from '../member/invite-member.ts';
import { listMembers } from '../member/list-members.ts';
import { removeMember } from '../member/remove-member.ts';
import { resendInvitation } from '../member/resend-invitation.ts';
import { revokeInvitation } from '../member/revoke-invitation.ts';
import { makeOrganisation, userIdOf, writeAsSystem, type TestOrganisation } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { CLAIM_MS, MOST_ATTEMPTS } from './delivery-limits.ts';
import { readMailbox } from './read-mailbox.ts';
import { sendDueMail } from './send-due-mail.ts';
import { createMailer, type Mailer } from './send-by-smtp.ts';

const services = useTestServices();
let ours: TestOrganisation;
let smtp: SmtpStandIn;
let mailer: Mailer;
beforeEach(async () => {
  ours = await makeOrganisation(services);
  smtp = await startSmtpStandIn();
  mailer = createMailer({ smtpUrl: smtp.url, from: 'Clawberth <bots@example.com>', timeoutMs: 2_000 });
});
afterEach(async () => {
  mailer.close();
  await smtp.close();
  // What this test left must not come to the next one's mail server.
  const rows = await services.behind.mail.findMany({ where: { sentAt: null } });
  for (const { id, organisationId } of rows)
    await writeAsSystem(services, organisationId, (tx) => tx.mail.deleteMany({ where: { id } }));
});

const letterFrom = 'https://bots.example.com';
const invite = (email: string) => inviteMember(ours.admin, { email, role: 'viewer', letterFrom });
const letters = () =>
  services.behind.mail.findMany({ where: { organisationId: ours.organisationId }, orderBy: { createdAt: 'asc' } });
const events = async () => {
  const where = { organisationId: ours.organisationId, event: { startsWith: 'letter.' } };
  const rows = await services.behind.auditEvent.findMany({ where, orderBy: { sequence: 'asc' } });
  return rows.map(({ event, result, actorType, targetName }) => [event, result, actorType, targetName].join(' '));
};
/** As if the pause were over. */
const comeDue = (id: string) =>
  writeAsSystem(services, ours.organisationId, (tx) =>
    tx.mail.updateMany({ where: { id }, data: { nextAttemptAt: new Date(0) } }),
  );
const shown = async () => (await listMembers(ours.viewer)).invitations.map(({ letter }) => letter);

test('an invitation’s letter arrives with its link; its text is erased then', async () => {
  const { token } = await invite('jo@example.com');
  const [queued] = await letters();
  expect(Buffer.from(queued?.sealedBody ?? []).toString('latin1')).not.toContain(token);
  expect(await shown()).toMatchObject([{ state: 'waiting', error: null }]);
  expect(await sendDueMail(services, mailer)).toBe(1);
  const mail = await smtp.waitForMail(({ to }) => to.includes('jo@example.com'), 5_000);
  expect(mail.text).toContain(`${letterFrom}/join/${token}\n`);
  expect(mail.headers['message-id']).toBe(`<${queued?.id}@example.com>`);
  expect(await letters()).toMatchObject([{ sealedBody: null, attempts: 1, nextAttemptAt: null, error: null }]);
  expect(await shown()).toMatchObject([{ state: 'sent', at: expect.any(Date) as unknown }]);
  expect(await sendDueMail(services, mailer)).toBe(0);
  expect(smtp.mails()).toHaveLength(1);
  expect(await events()).toEqual([
    'letter.queued done user jo@example.com',
    'letter.sent requested system jo@example.com',
    'letter.sent done system jo@example.com',
  ]);
  expect(services.logLines.join()).not.toContain(token);
});

test('an invitation that fails leaves no letter', async () => {
  await expect(inviteMember(ours.admin, { email: 'jo@example.com', role: 'owner', letterFrom })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await letters()).toEqual([]);
});

test('while the server is out of reach, a letter waits longer each time, and is shown so', async () => {
  await invite('jo@example.com');
  await smtp.close();
  const [first] = await letters();
  const id = first?.id ?? '';
  const pauses: number[] = [];
  const views: Awaited<ReturnType<typeof shown>> = [];
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const before = Date.now();
    expect(await sendDueMail(services, mailer)).toBe(0);
    const [row] = await letters();
    expect(row).toMatchObject({ attempts: attempt, sentAt: null, error: expect.stringContaining('later') as unknown });
    if (row?.nextAttemptAt) pauses.push(Math.floor((row.nextAttemptAt.getTime() - before) / 60_000));
    // Not due: nobody tries it again before its time.
    await sendDueMail(services, mailer);
    expect(await letters()).toMatchObject([{ attempts: attempt }]);
    views.push(...(await shown()));
    if (attempt < MOST_ATTEMPTS) await comeDue(id);
  }
  expect(views.map((view) => view?.state)).toEqual([...Array<string>(MOST_ATTEMPTS - 1).fill('waiting'), 'failed']);
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64]);
  expect(await letters()).toMatchObject([{ nextAttemptAt: null, sealedBody: null }]);
  expect(await shown()).toMatchObject([{ state: 'failed', error: expect.any(String) as unknown }]);
  expect((await events()).filter((one) => one === 'letter.failed failed system jo@example.com')).toHaveLength(8);
});

test('a server that is well again gets the letter', async () => {
  await invite('jo@example.com');
  smtp.putOff();
  await sendDueMail(services, mailer);
  expect(smtp.mails()).toEqual([]);
  smtp.answerNormally();
  const [row] = await letters();
  await comeDue(row?.id ?? '');
  expect(await sendDueMail(services, mailer)).toBe(1);
  expect(smtp.mails()).toHaveLength(1);
});

test('a refused recipient fails at once, does not hold up the others, and can be sent again', async () => {
  smtp.refuseRecipient('gone@example.com');
  const { invitationId, token } = await invite('gone@example.com');
  await invite('jo@example.com');
  expect(await sendDueMail(services, mailer)).toBe(1);
  const { invitations } = await listMembers(ours.admin);
  expect(invitations.find(({ id }) => id === invitationId)?.letter).toEqual({
    state: 'failed',
    error: 'The mail server refused the letter or its recipient (550). Check the address.',
    at: null,
  });
  const again = await resendInvitation(ours.admin, { invitationId, letterFrom });
  expect(again.token).not.toBe(token);
  expect((await listMembers(ours.admin)).invitations.find(({ id }) => id === invitationId)?.letter).toMatchObject({
    state: 'waiting',
  });
});

test('a server that does not take our password is our mistake: the letter waits for its correction', async () => {
  smtp.addUser('post', 'right');
  const wrong = createMailer({ smtpUrl: smtp.url.replace('//', '//post:wrong@'), from: 'bots@example.com' });
  await invite('jo@example.com');
  await sendDueMail(services, wrong);
  wrong.close();
  expect(await letters()).toMatchObject([
    { nextAttemptAt: expect.any(Date) as unknown, error: expect.stringContaining('SMTP_URL') as unknown },
  ]);
});

test('a worker that dies between sending and noting it brings about a second copy, never none', async () => {
  await invite('jo@example.com');
  const dies: Mailer = {
    send: async (mail) => {
      await mailer.send(mail);
      return new Promise(() => undefined);
    },
    close: () => undefined,
  };
  // This round never comes back, as that of a killed process.
  void sendDueMail(services, dies);
  const first = await smtp.waitForMail(() => true, 5_000);
  const [row] = await letters();
  expect(row?.sealedBody).not.toBeNull();
  expect(row?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now() + CLAIM_MS / 2);
  expect(await sendDueMail(services, mailer)).toBe(0);
  await comeDue(row?.id ?? '');
  expect(await sendDueMail(services, mailer)).toBe(1);
  expect(smtp.mails()).toHaveLength(2);
  expect(smtp.mails()[1]?.headers['message-id']).toBe(first.headers['message-id']);
  expect(await sendDueMail(services, mailer)).toBe(0);
});

test('two workers at once send each letter once', async () => {
  const addresses = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@example.com`);
  for (const address of addresses) await invite(address);
  const counts = await Promise.all([sendDueMail(services, mailer), sendDueMail(services, mailer)]);
  expect(counts[0] + counts[1]).toBe(addresses.length);
  expect(
    smtp
      .mails()
      .flatMap(({ to }) => to)
      .sort(),
  ).toEqual(addresses);
});

test('an invitation that is taken back, replaced or sent again sends no stale link', async () => {
  const { invitationId } = await invite('jo@example.com');
  await revokeInvitation(ours.admin, { invitationId });
  expect(await letters()).toEqual([]);
  const one = await invite('jo@example.com');
  const two = await invite('jo@example.com');
  const three = await resendInvitation(ours.admin, { invitationId: two.invitationId, letterFrom });
  expect(await sendDueMail(services, mailer)).toBe(1);
  const [mail] = smtp.mails();
  expect(mail?.text).toContain(three.token);
  for (const { token } of [one, two]) expect(mail?.text).not.toContain(token);
});

test('who is removed gets a letter', async () => {
  const jo = userIdOf(ours.viewer);
  await removeMember(ours.owner, { userId: jo });
  expect(await sendDueMail(services, mailer)).toBe(1);
  expect(smtp.mails()[0]?.subject).toBe('You no longer belong to Harbour Bakery');
});

test('without a mail server letters stay, newest first, for the mailbox', async () => {
  const { token } = await invite('first@example.com');
  await invite('second@example.com');
  const mailbox = await readMailbox(services);
  expect(mailbox.map(({ recipient }) => recipient)).toEqual(['second@example.com', 'first@example.com']);
  expect(mailbox[1]).toMatchObject({ subject: 'Sam invites you to Harbour Bakery' });
  expect(mailbox[1]?.text).toContain(`/join/${token}`);
  await sendDueMail(services, mailer);
  expect(await readMailbox(services)).toEqual([]);
});

test('sending again: denied for a viewer, not found elsewhere, told in the log, over once used', async () => {
  const { invitationId } = await invite('jo@example.com');
  const theirs = await makeOrganisation(services, 'Night Cafe');
  const resend = (ctx: typeof ours.owner, id = invitationId) => resendInvitation(ctx, { invitationId: id, letterFrom });
  for (const role of ['operator', 'viewer', 'guest'] as const)
    await expect(resend(ours[role])).rejects.toMatchObject({ code: 'forbidden' });
  for (const id of [invitationId, crypto.randomUUID(), 'nonsense'])
    await expect(resend(theirs.owner, id)).rejects.toMatchObject({ code: 'not_found' });
  await resend(ours.owner);
  const told = { organisationId: ours.organisationId, event: 'invitation.resent', targetName: 'jo@example.com' };
  expect(await services.behind.auditEvent.count({ where: told })).toBe(1);
  await writeAsSystem(services, ours.organisationId, (tx) =>
    tx.invitation.updateMany({ where: { id: invitationId }, data: { acceptedAt: new Date() } }),
  );
  await expect(resend(ours.owner)).rejects.toMatchObject({ code: 'conflict' });
});
