import type { BotChannel } from './views.ts';

/** What the wizard sends. */
export type DeployInput = {
  /** UUID made once per draft: sent twice, it deploys one bot. */
  deployKey: string;
  name: string;
  template: string;
  instructions: string;
  about: string;
  channel: BotChannel;
  /** Needed with the channel `telegram`. */
  telegramToken?: string;
  providerId: string;
  modelId: string;
  /** Needed by every provider but the demo. */
  providerKey?: string;
};
