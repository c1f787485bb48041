import { randomUUID } from 'node:crypto';
import type { DeployInput } from '../bot/deploy-input.ts';
import { deployBot } from '../bot/deploy-bot.ts';
import type { Context } from '../context.ts';

/** What the wizard would send for a bot that answers in the dashboard, with practice answers: needs nobody outside. */
export function makeDeployInput(changes: Partial<DeployInput> = {}): DeployInput {
  return {
    deployKey: randomUUID(),
    name: 'Counter Clerk',
    template: 'support',
    instructions: 'Be polite and brief.',
    about: 'We open at 8.',
    channel: 'web',
    providerId: 'demo',
    modelId: 'demo',
    ...changes,
  };
}

/** A bot made by the deploy verb itself. */
export async function makeBot(ctx: Context, changes: Partial<DeployInput> = {}): Promise<{ botId: string }> {
  return deployBot(ctx, makeDeployInput(changes));
}
