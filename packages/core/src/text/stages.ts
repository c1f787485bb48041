import type { Stage } from '@clawberth/db';
import type { BotChannel } from '../bot/views.ts';

const CHAT_LABEL = 'Chat opened';
const CHAT_DOING = 'Opening the chat';

/** The stages of a start, in order, in the words of the progress screen. */
const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  reserved: 'Place reserved',
  image_ready: 'OpenClaw is at hand',
  isolated: 'Sandbox built and checked',
  config_accepted: 'Settings accepted by OpenClaw',
  gateway_live: 'OpenClaw is running',
  gateway_ready: 'OpenClaw is ready',
  channel_connected: 'Connected to Telegram',
};

export const STAGE_ORDER = Object.keys(STAGE_LABELS) as readonly Stage[];

/** What is being waited for while a stage is active. */
const STAGE_DOING: Readonly<Record<Stage, string>> = {
  reserved: 'Reserving a place',
  image_ready: 'Getting OpenClaw',
  isolated: 'Building and checking the sandbox',
  config_accepted: 'Handing over the settings',
  gateway_live: 'Starting OpenClaw',
  gateway_ready: 'OpenClaw is warming up',
  channel_connected: 'Connecting to Telegram',
};

/** A bot without Telegram is reached by the chat in the dashboard. */
export function stageLabel(stage: Stage, channel: BotChannel): string {
  return stage === 'channel_connected' && channel === 'web' ? CHAT_LABEL : STAGE_LABELS[stage];
}

/** What is being waited for in a stage, without a full stop. */
export function stageDoing(stage: Stage, channel: BotChannel): string {
  return stage === 'channel_connected' && channel === 'web' ? CHAT_DOING : STAGE_DOING[stage];
}
