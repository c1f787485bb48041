import type { KeyRequest } from './key-request.ts';

/** Has every process of ours open new master keys, forget opened data keys, and report. */
export async function tellProcesses({ services }: Pick<KeyRequest, 'services'>): Promise<void> {
  await services.database.lookup.$queryRaw`select pg_notify('vault_changed', '')::text`;
}
