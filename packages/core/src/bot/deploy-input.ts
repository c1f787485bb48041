import { TEMPLATE_IDS } from '@clawberth/openclaw';
import { z } from 'zod';
import { aboutField, botNameField, instructionsField } from '../input/text-fields.ts';
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
  /** Another bot of the organisation whose key is used instead; of the same provider. */
  keyFromBotId?: string;
};

/** Token and key are looked at by their own readers, which know more than a shape. */
export const deploySchema = z.object({
  deployKey: z.uuid('This draft is damaged. Please start a new bot.'),
  name: botNameField,
  template: z.enum(TEMPLATE_IDS, 'Please choose what the bot is for.'),
  instructions: instructionsField,
  about: aboutField,
  channel: z.enum(['telegram', 'web'], 'Please choose where people reach the bot.'),
  telegramToken: z.unknown().optional(),
  providerId: z.string('Please choose an AI provider.').max(32),
  modelId: z.string('Please choose a model.').max(128),
  providerKey: z.unknown().optional(),
  keyFromBotId: z.string().max(64).optional(),
});
export type ParsedDeploy = z.infer<typeof deploySchema>;
