/** Memory that a bot's sandbox may use, in bytes. OpenClaw under gVisor uses up to 1.4 GiB. */
export const MEMORY_LIMIT_BYTES = 2 * 1024 ** 3;

/** Most bots that one organisation may have, until plans say otherwise. */
export const BOTS_PER_ORGANISATION = 50;

/** People that may wait per channel account: OpenClaw's `channels.pairing.list`, `pendingPerAccount`. */
export const WAITING_PLACES = 3;
