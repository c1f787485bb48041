import { mail } from '@clawberth/core';
import { startSmtpStandIn } from '@clawberth/testkit';
import { openServices } from '../open-services.ts';
import { sample } from '../places/sample.ts';
import type { Scene } from '../scene.ts';

/**
 * A mail server that knows another password than the operator's: what is written of it, in the log and in the database.
 * The product of these tests shows its letters itself, so the worker's own round is made here.
 */
export async function plantMailServer(scene: Scene): Promise<void> {
  const { flock, world } = scene;
  const smtp = await startSmtpStandIn();
  smtp.addUser('clawberth', flock.plain('password of the mail server, right'));
  const url = new URL(smtp.url);
  url.username = 'clawberth';
  url.password = flock.plain('password of the mail server');
  const lines: string[] = [];
  const services = await openServices(world.stack, { write: (line) => void lines.push(line) });
  const mailer = mail.createMailer({ smtpUrl: url.href, from: 'Clawberth <bots@harbour.example>' });
  try {
    if ((await mail.sendDueMail(services, mailer)) > 0) throw new Error('The mail server took a wrong password.');
    if (!lines.some((line) => line.includes('could not be sent'))) throw new Error('No letter was tried.');
    scene.ownLog.push(sample('log of the mail round', lines.join('')));
  } finally {
    mailer.close();
    await services.close();
    await smtp.close();
  }
}
