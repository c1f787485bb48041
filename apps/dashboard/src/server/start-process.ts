import { env } from '@/env.ts';
import { fixClientAddresses } from './client-address.ts';
import { getServices } from './services.ts';

/** Checks the settings and the master keys, and fixes clients' addresses. Next would go on after an error here, so the process ends itself. */
export function startProcess(): void {
  try {
    fixClientAddresses(env().TRUSTED_PROXY_HOPS);
  } catch (error) {
    process.stderr.write(`The dashboard cannot start. ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  // Ends the process itself when a key is missing; while the database is away the first request tries again.
  getServices().catch(() => undefined);
}
