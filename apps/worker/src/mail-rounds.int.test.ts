import { mail, member } from '@clawberth/core';
import { createTestServices, makeOrganisation } from '@clawberth/core/testing';
import { startSmtpStandIn } from '@clawberth/testkit';
import { expect, test } from 'vitest';
import { startMailRounds } from './mail-rounds.ts';

test('a worker with a mail server sends what is queued, before and after it starts, and outlives a broken database', async () => {
  const services = await createTestServices();
  const smtp = await startSmtpStandIn();
  const { admin } = await makeOrganisation(services);
  const invite = (email: string) =>
    member.invite(admin, { email, role: 'viewer', letterFrom: 'https://bots.example.com' });
  await invite('before@example.com');
  let down = false;
  const shaky = {
    ...services,
    database: new Proxy(services.database, {
      get: (database, key, receiver) => {
        if (down && key === 'lookup') throw new Error('the database is gone for a moment');
        return Reflect.get(database, key, receiver) as unknown;
      },
    }),
  };
  const mailer = mail.createMailer({ smtpUrl: smtp.url, from: 'Clawberth <bots@example.com>' });
  const rounds = startMailRounds({ services: shaky, mailer, log: services.log, everyMs: 50 });
  await smtp.waitForMail(({ to }) => to.includes('before@example.com'), 10_000);
  down = true;
  await expect.poll(() => services.logLines.join(), { timeout: 10_000 }).toContain('a round of letters failed');
  down = false;
  await invite('after@example.com');
  await smtp.waitForMail(({ to }) => to.includes('after@example.com'), 10_000);
  await rounds.close();
  await invite('too-late@example.com');
  expect(smtp.mails()).toHaveLength(2);
  await smtp.close();
  await services.close();
});
