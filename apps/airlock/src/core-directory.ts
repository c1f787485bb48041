import { airlock, openclaw, ticket } from '@clawberth/core';
import type { Services } from '@clawberth/core';
import type { AirlockDirectory } from './directory.ts';

/** The directory that asks core, and so Postgres, on every request. */
export function createCoreDirectory(services: Services): AirlockDirectory {
  return {
    resolveTelegramCaller: (knock) => airlock.resolveCaller(services, { ...knock, kind: 'telegram_stand_in' }),
    resolveModelCaller: async (knock) => {
      const caller = await airlock.resolveCaller(services, { ...knock, kind: 'airlock_token' });
      const root =
        services.outside.providerRoots[caller.providerId] ?? openclaw.findProvider(caller.providerId)?.upstreamRoot;
      return { ...caller, upstreamRoot: root ?? null };
    },
    verifyTicket: (text) => ticket.verifyTicket(services, text),
    agentAddress: (bot) => airlock.agentAddress(services, bot),
    recordActivity: (bot, activity) => airlock.recordActivity(services, bot, activity),
    recordProviderAnswer: (bot, answer) => airlock.recordProviderAnswer(services, bot, answer),
    watchSecrets: (onChange, signal) => airlock.watchSecrets(services, onChange, signal),
    visitorText: (text, botName) => openclaw.visitorText(text, botName),
  };
}
