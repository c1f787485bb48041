import type { Stage } from '@clawberth/db';

/** The stages of a start, in order, in the words of the progress screen. */
export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
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
export const STAGE_DOING: Readonly<Record<Stage, string>> = {
  reserved: 'Reserving a place',
  image_ready: 'Getting OpenClaw',
  isolated: 'Building and checking the sandbox',
  config_accepted: 'Handing over the settings',
  gateway_live: 'Starting OpenClaw',
  gateway_ready: 'OpenClaw is warming up',
  channel_connected: 'Connecting to Telegram',
};
