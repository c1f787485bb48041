import type { ReadClient } from '@clawberth/db';
import { ClawberthError } from '../errors.ts';
import { openForm, type BotForm } from '../secrets/bot-form.ts';
import type { Services } from '../services.ts';

type Version = { organisationId: string; botId: string; number: number };

/** What that config version of the bot says. Throws `internal` when it is not there. */
export async function readForm(services: Services, version: Version): Promise<BotForm> {
  const read: ReadClient = services.database.read;
  const row = await read.configVersion.findFirst({ where: version });
  if (row === null) throw new ClawberthError('internal', 'The settings of this bot cannot be read.');
  return openForm(services, row);
}
