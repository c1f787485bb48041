import { PLATFORM_ORGANISATION, type DataKey } from '@clawberth/db';
import type { KeyRequest } from './key-request.ts';

export type DataKeyInfo = Omit<DataKey, 'wrapped'>;

const PAGE = 5_000;

/** What is known of every organisation's data keys, ascending by organisation and version; no key material. */
export async function* listDataKeys({ services }: Pick<KeyRequest, 'services'>): AsyncGenerator<DataKeyInfo> {
  let after = { organisationId: PLATFORM_ORGANISATION, version: 0 };
  for (;;) {
    const page = await services.database.lookup.$queryRaw<DataKeyInfo[]>`
      select * from lookup_data_keys(${after.organisationId}::uuid, ${after.version}::int, ${PAGE}::int)`;
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last;
  }
}

/** The same by organisation, of one or of all. */
export async function dataKeysByOrganisation(
  request: Pick<KeyRequest, 'services'>,
  only: string | null = null,
): Promise<Map<string, DataKeyInfo[]>> {
  const found = new Map<string, DataKeyInfo[]>();
  for await (const key of listDataKeys(request)) {
    if (only !== null && key.organisationId !== only) continue;
    const known = found.get(key.organisationId);
    if (known === undefined) found.set(key.organisationId, [key]);
    else known.push(key);
  }
  return found;
}
