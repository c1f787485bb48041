import type { ProcessReport } from '@clawberth/db';
import { readAccounts } from '../scope-of.ts';
import type { KeyRequest } from './key-request.ts';

/** Our processes that were heard of within 30 seconds (they report every ten), by Postgres' clock. */
export async function listProcesses({ services }: Pick<KeyRequest, 'services'>): Promise<ProcessReport[]> {
  return readAccounts(services).$queryRaw<ProcessReport[]>`
    select * from "ProcessReport" where "seenAt" > now() - interval '30 seconds' order by "name", "host", "startedAt"`;
}

/** A process as an operator knows it again. */
export function processName({ name, host, startedAt }: ProcessReport): string {
  return `${name} on ${host}, started ${startedAt.toISOString().slice(0, 16).replace('T', ' ')}`;
}
