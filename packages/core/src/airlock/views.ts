import type { ModelApi, ProviderId } from '@clawberth/openclaw';

/** A bot that knocked with the right token from the right address, and the real thing it stands for. */
export type AirlockCaller = {
  botId: string;
  organisationId: string;
} & (
  | {
      kind: 'telegram_stand_in';
      /** The real token; goes into the upstream URL and nowhere else. Null: its owner has stopped it. */
      telegramToken: string | null;
      /** Without the @; what visitors are told the bot is called. */
      botName: string;
    }
  | {
      kind: 'airlock_token';
      providerId: ProviderId;
      api: ModelApi;
      /** The model that the bot may ask for. */
      modelId: string;
      /** The one that its sandbox still runs with, allowed too until it has taken a newer config version; else null. */
      earlierModelId: string | null;
      /** Null for the demo provider, which needs none, and for a key that its owner has stopped. */
      providerKey: string | null;
      /** Whether its owner has stopped the key. */
      keyStopped: boolean;
      botName: string;
    }
);
