import { z } from 'zod';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { botTextFields } from '../personality/bot-text-fields.ts';
import { providerChoiceFields, type ProviderChoice } from '../provider/provider-choice.ts';
import { texts } from '../../texts/index.ts';

const { checks } = texts.wizard;

/** BotFather's tokens: the bot's number, a colon, 35 letters. Core asks Telegram about it, too. */
const TELEGRAM_TOKEN = /^\d{6,16}:[A-Za-z0-9_-]{30,50}$/;

export const TEMPLATES = ['support', 'community', 'personal'] as const;
export const CHANNELS = ['telegram', 'web'] as const;

export type Draft = ProviderChoice & {
  name: string;
  template: (typeof TEMPLATES)[number];
  instructions: string;
  about: string;
  channel: (typeof CHANNELS)[number];
  telegramToken: string;
  /** The bot whose key is used, for who may not paste one; empty for none. */
  keyFromBotId: string;
};

export const STEPS = ['job', 'channel', 'provider', 'access', 'review'] as const;
export type Step = (typeof STEPS)[number];

/** Which fields a step asks for; they are checked before the next one. */
export const STEP_FIELDS: Readonly<Record<Step, readonly (keyof Draft)[]>> = {
  job: ['template', 'name', 'instructions', 'about'],
  channel: ['channel', 'telegramToken'],
  provider: ['providerId', 'modelId', 'providerKey', 'keyFromBotId'],
  access: [],
  review: [],
};

/** Who may set no keys begins with the one channel that needs none. */
export function emptyDraft({ maySetKeys }: { maySetKeys: boolean }): Draft {
  return {
    name: '',
    template: 'support',
    instructions: texts.wizard.templates.support.instructions,
    about: '',
    channel: maySetKeys ? 'telegram' : 'web',
    telegramToken: '',
    providerId: '',
    modelId: '',
    providerKey: '',
    keyFromBotId: '',
  };
}

/** What must hold of a draft, given the channel, the provider and the other bot chosen in it. */
export function draftSchema(
  draft: Pick<Draft, 'channel' | 'keyFromBotId'>,
  provider: ProviderOption | undefined,
): z.ZodType<Draft, Draft> {
  const token = z.string().trim().min(1, checks.token).regex(TELEGRAM_TOKEN, checks.tokenShape);
  return z.object({
    ...botTextFields,
    template: z.enum(TEMPLATES, { error: checks.template }),
    channel: z.enum(CHANNELS),
    telegramToken: draft.channel === 'telegram' ? token : z.string(),
    ...providerChoiceFields(provider),
    ...(draft.keyFromBotId ? { providerKey: z.string() } : {}),
    keyFromBotId: z.string(),
  });
}
