import type { EnvironmentVariable } from '@clawberth/openclaw';
import { ClawberthError } from '../errors.ts';
import { readAsSystem } from '../scope-of.ts';
import { openVariable } from '../secrets/bot-variable.ts';
import type { Services } from '../services.ts';
import type { DesiredBot } from './types.ts';

/**
 * The bot's variables in force, unsealed, by name. For the worker alone. In the sandbox they stand nowhere but in the
 * environment of the OpenClaw process: in no file, so that neither its volume nor a backup of it holds them; but OpenClaw,
 * and whoever makes it run a program, can read them all. Throws `internal` for a row without value, VaultError when
 * one does not open.
 */
export async function openBotEnvironment(
  services: Services,
  { botId, organisationId }: Pick<DesiredBot, 'botId' | 'organisationId'>,
): Promise<EnvironmentVariable[]> {
  const rows = await readAsSystem(services, organisationId).botVariable.findMany({
    where: { botId, organisationId, stage: 'live' },
    orderBy: { name: 'asc' },
  });
  return Promise.all(
    rows.map(async (row) => {
      const value = await openVariable(services, row);
      if (value === null) throw new ClawberthError('internal', `The variable ${row.name} of this bot has no value.`);
      return { name: row.name, value, secret: row.secret };
    }),
  );
}
