import { env } from '@/env.ts';
import { fixClientAddresses } from './client-address.ts';

/** Checks the settings, so that a gap stops the process with its name, and fixes clients' addresses. */
export function startProcess(): void {
  fixClientAddresses(env().TRUSTED_PROXY_HOPS);
}
