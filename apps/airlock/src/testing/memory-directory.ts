import { createHash } from 'node:crypto';
import type { AirlockDirectory, BotOf, Knock, ModelCaller, TelegramCaller } from '../directory.ts';

export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

type Entry<Caller> = { caller: Caller; address: string };
type Claims = ReturnType<AirlockDirectory['verifyTicket']>;

export type MemoryDirectory = AirlockDirectory & {
  addTelegram(token: string, caller: TelegramCaller, address?: string): void;
  addModel(token: string, caller: ModelCaller, address?: string): void;
  forget(token: string): void;
  /** Tells those who watch that a bot's secrets changed; null: that changes may have gone unheard. */
  tellChange(botId: string | null): void;
  tickets: Map<string, Claims>;
  /** Null: the bot is there and has no sandbox. */
  agents: Map<string, { url: string; token: string } | null>;
  activity: (BotOf & { inbound?: true; answered?: true })[];
  /** What was noted of the provider, as `<botId> <answer>`. */
  providerAnswers: string[];
  /** While set, every lookup fails as it does when Postgres is down. */
  broken: boolean;
};

/** A directory in memory that refuses as core does; for tests and the benchmark. */
export function createMemoryDirectory(): MemoryDirectory {
  const telegram = new Map<string, Entry<TelegramCaller>>();
  const model = new Map<string, Entry<ModelCaller>>();
  const hash = (token: string) => createHash('sha256').update(token).digest('hex');
  const watchers = new Set<(botId: string | null) => void>();
  const directory: MemoryDirectory = {
    tickets: new Map(),
    agents: new Map(),
    activity: [],
    providerAnswers: [],
    broken: false,
    addTelegram: (token, caller, address = '127.0.0.1') => void telegram.set(hash(token), { caller, address }),
    addModel: (token, caller, address = '127.0.0.1') => void model.set(hash(token), { caller, address }),
    forget: (token) => void (telegram.delete(hash(token)), model.delete(hash(token))),
    tellChange: (botId) => watchers.forEach((tell) => tell(botId)),
    watchSecrets: async (onChange, signal) => {
      watchers.add(onChange);
      signal.addEventListener('abort', () => watchers.delete(onChange), { once: true });
    },
    resolveTelegramCaller: async (knock) => find(telegram, knock),
    resolveModelCaller: async (knock) => find(model, knock),
    verifyTicket: (text) => {
      const claims = directory.tickets.get(text);
      if (claims === undefined) throw new Refused('not_signed_in');
      return claims;
    },
    agentAddress: async ({ botId }) => {
      const agent = directory.agents.get(botId);
      if (agent === undefined) throw new Refused('not_found');
      if (agent === null) throw new Refused('conflict');
      return agent;
    },
    recordActivity: async (bot, activity) => void directory.activity.push({ ...bot, ...activity }),
    recordProviderAnswer: async ({ botId }, answer) => {
      if (directory.broken) throw new Error('The database is down.');
      directory.providerAnswers.push(`${botId} ${answer}`);
    },
    visitorText: (text, botName) =>
      text.startsWith('OpenClaw: access not configured.') ? `${botName} will be with you soon.` : text,
  };

  function find<Caller>(entries: Map<string, Entry<Caller>>, knock: Knock): Caller {
    if (directory.broken) throw new Error('The database is down.');
    const entry = entries.get(knock.tokenHash);
    if (entry === undefined || entry.address !== knock.remoteAddress) throw new Refused('not_found');
    return entry.caller;
  }
  return directory;
}
