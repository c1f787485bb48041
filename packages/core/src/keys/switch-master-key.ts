import { ClawberthError } from '../errors.ts';
import { writeKeys } from '../write-keys.ts';
import { keyTarget, type KeyRequest } from './key-request.ts';

/** Makes a pending master key the one in use. Throws `conflict` when it is not pending any more. */
export async function switchMasterKey({ services, tell }: KeyRequest, version: number): Promise<void> {
  await writeKeys(
    services.database,
    async (tx) => {
      await tx.masterKey.updateMany({ where: { status: 'primary' }, data: { status: 'retired' } });
      const { count } = await tx.masterKey.updateMany({
        where: { version, status: 'pending' },
        data: { status: 'primary' },
      });
      if (count !== 1) throw new ClawberthError('conflict', `Master key ${version} was withdrawn meanwhile.`);
    },
    () => [{ action: 'key.master_key_in_use', target: keyTarget(version) }],
  );
  await tell({ at: 'in_use', masterKey: version });
}
