// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** What instances share: the OpenClaw staging folder, the Debian base image. */
export const cacheFolder = process.env['CLAWBERTH_CACHE'] ?? '/var/cache/clawberth';

/** Things of the machine rather than of an instance: the runtime wrapper, dockerd's log. */
export const machineFolder = '/usr/local/lib/clawberth';
export const dockerdLog = '/var/log/clawberth/dockerd.log';
