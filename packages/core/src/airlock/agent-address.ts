import { AGENT_PORT } from '@clawberth/openclaw';
import { ClawberthError, notFound } from '../errors.ts';
import { openSecret } from '../secrets/bot-secret.ts';
import type { Services } from '../services.ts';
import { readAsSystem } from '../scope-of.ts';

/**
 * Where the bot's sandbox agent listens, and the token that it takes. Throws `not_found` for a bot that is
 * not the organisation's, `conflict` while it has no sandbox, or one that is about to be replaced: the token may be the next one's.
 */
export async function agentAddress(
  services: Services,
  { botId, organisationId }: { botId: string; organisationId: string },
): Promise<{ url: string; token: string }> {
  const bot = await readAsSystem(services, organisationId).bot.findFirst({
    where: { id: botId, organisationId, deletedAt: null, desiredState: { not: 'deleted' } },
    include: { sandbox: true, secrets: { where: { kind: 'agent_token' } } },
  });
  const [secret] = bot?.secrets ?? [];
  if (bot === null || secret === undefined) throw notFound('bot');
  if (bot.sandbox === null || bot.sandbox.generation !== bot.generation)
    throw new ClawberthError('conflict', 'The bot is not running at the moment. Start it, then try again.');
  return { url: `http://${bot.sandbox.address}:${AGENT_PORT}`, token: await openSecret(services, secret) };
}
