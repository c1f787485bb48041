import { VaultError } from '@clawberth/vault';
import { readAccounts, readAsSystem } from '../scope-of.ts';
import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';
import { dataKeysByOrganisation, type DataKeyInfo } from './list-data-keys.ts';
import type { Unopened } from './unopened.ts';

const AT_ONCE = 4;

/**
 * Wraps every data key that is not under the master key in use anew, until none is left: an organisation's keys in one
 * transaction, each only if it is still as it was read. A key that does not open is left where it is and named; the data
 * keys themselves stay the same.
 */
export async function rewrapDataKeys(request: KeyRequest): Promise<{ moved: number; unopened: Unopened[] }> {
  const { services, signal, tell } = request;
  const { version: target } = await readAccounts(services).masterKey.findFirstOrThrow({ where: { status: 'primary' } });
  const unopened: Unopened[] = [];
  const isLeft = ({ organisationId, version, masterKeyVersion }: DataKeyInfo) =>
    masterKeyVersion !== target &&
    !unopened.some((each) => each.organisationId === organisationId && each.id === String(version));
  let moved = 0;
  for (;;) {
    const left = [...(await dataKeysByOrganisation(request)).values()]
      .map((keys) => keys.filter(isLeft))
      .filter((keys) => keys.length > 0);
    if (left.length === 0) return { moved, unopened };
    const total = moved + left.flat().length;
    for (let at = 0; at < left.length; at += AT_ONCE) {
      signal.throwIfAborted();
      const group = left.slice(at, at + AT_ONCE);
      for (const each of await Promise.all(group.map((keys) => rewrapKeys(request, keys, target)))) {
        moved += each.moved;
        unopened.push(...each.unopened);
      }
      await tell({ at: 'keys_moved', done: moved, total });
    }
  }
}

async function rewrapKeys({ services }: KeyRequest, keys: readonly DataKeyInfo[], target: number) {
  const { organisationId = '' } = keys[0] ?? {};
  const unopened: Unopened[] = [];
  const rows = await readAsSystem(services, organisationId).dataKey.findMany({
    where: { organisationId, version: { in: keys.map(({ version }) => version) }, masterKeyVersion: { not: target } },
  });
  const fresh: { row: (typeof rows)[number]; wrapped: Uint8Array<ArrayBuffer> }[] = [];
  for (const row of rows) {
    try {
      fresh.push({ row, wrapped: (await services.vault.rewrap(row, target)).wrapped });
    } catch (error) {
      if (!(error instanceof VaultError) || error.code !== 'sealed_damaged') throw error;
      unopened.push({ what: 'DataKey', organisationId, id: String(row.version), reason: error.code });
    }
  }
  const written = await writeKeys(
    services.database,
    async (tx) => {
      const done: number[] = [];
      for (const { row, wrapped } of fresh) {
        const { version, masterKeyVersion } = row;
        const { count } = await tx.dataKey.updateMany({
          where: { organisationId, version, masterKeyVersion, wrapped: row.wrapped },
          data: { masterKeyVersion: target, wrapped },
        });
        if (count === 1) done.push(version);
      }
      return done;
    },
    (done) =>
      done.map((version) => ({
        action: 'key.data_key_rewrapped',
        target: keyTarget(version),
        after: { masterKey: target },
      })),
    organisationId,
  );
  return { moved: written.length, unopened };
}
