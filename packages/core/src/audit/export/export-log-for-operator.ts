import { randomUUID } from 'node:crypto';
import { notFound } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { systemContext } from '../../system-context.ts';
import { openExport, type OpenedExport } from './open-export.ts';

/**
 * The whole log of the organisation at an address, as NDJSON, for whoever operates this machine; the log tells of it as
 * an act of Clawberth. Throws `not_found`.
 */
export async function exportLogForOperator(
  services: Services,
  { organisationSlug }: { organisationSlug: string },
): Promise<OpenedExport> {
  const [found] = await services.database.lookup.$queryRaw<{ id: string | null }[]>`
    select lookup_organisation(${organisationSlug}) as id`;
  const organisationId = found?.id ?? null;
  if (organisationId === null) throw notFound('organisation');
  const ctx = systemContext(services, organisationId, randomUUID(), 'command');
  return openExport(ctx, 'system', { format: 'ndjson', filter: {} });
}
