import { resolve } from 'node:path';

/** The top of the checkout. */
export const REPO = resolve(import.meta.dirname, '../../..');
