import { hostname } from 'node:os';
import { masterSecretPath, type MasterKeySource } from '@clawberth/vault';
import { ClawberthError } from '../../src/errors.ts';
import {
  cancelMaster,
  destroyKeys,
  getKeyStatus,
  rotateData,
  rotateMaster,
  verifyKeys,
  withKeyLock,
  type KeyRequest,
  type Unopened,
} from '../../src/keys/index.ts';
import { readAccounts } from '../../src/scope-of.ts';
import { describeStatus } from './describe-status.ts';
import type { Arguments } from './read-arguments.ts';

export type Outcome = { text: string; failed: boolean };
export type Surroundings = { databaseUrl: string; masterSecretFile: string | null };
type Run = (request: KeyRequest, given: Arguments, around: Surroundings) => Promise<Outcome>;

const LISTED = 100;
const done = (text: string): Outcome => ({ text, failed: false });
const number = (n: number) => n.toLocaleString('en');

const commands: { readonly [Command in Arguments['command']]: { changes: boolean; run: Run } } = {
  status: {
    changes: false,
    run: async (request, { backupsDays }) =>
      done(describeStatus(await getKeyStatus(request), { backupsDays, now: new Date() })),
  },
  'rotate-master': {
    changes: true,
    run: async (request, { source }, { masterSecretFile }) => {
      const made = await rotateMaster(request, source ?? (await sourceInUse(request)));
      const { provider } = await readAccounts(request.services).masterKey.findUniqueOrThrow({
        where: { version: made.masterKey },
      });
      const copy =
        provider === 'pbkdf2' && masterSecretFile !== null
          ? `\nCopy ${masterSecretPath(masterSecretFile, made.masterKey)} to where you keep the copy of the master secret, now, and keep the earlier ones too: nothing else opens what is stored.`
          : '';
      const earlier = made.finishedEarlier ? ', as an earlier run had begun; for yet another key run it again' : '';
      const text = `Master key ${made.masterKey} is in use${earlier}. ${number(made.moved)} data keys were wrapped anew.${copy}`;
      return withUnopened(text, made.unopened, 'The earlier master key stays in use for these data keys:');
    },
  },
  'cancel-master': {
    changes: true,
    run: async (request) => {
      const version = await cancelMaster(request);
      return done(
        version === null ? 'No master key was begun; nothing has been changed.' : `Gave up master key ${version}.`,
      );
    },
  },
  'rotate-data': {
    changes: true,
    run: async (request, { organisation, olderThanDays }) => {
      const organisationId = organisation === null ? null : await organisationAt(request, organisation);
      const made = await rotateData(request, { organisationId, olderThanDays });
      const earlier = made.finishedEarlier
        ? ' Finished what an earlier run had begun; run it again for yet other keys.'
        : '';
      const text = `${number(made.added)} new data keys; ${number(made.moved)} values sealed anew; ${number(made.emptied)} earlier keys are empty.${earlier}`;
      return withUnopened(
        text,
        made.unopened,
        'These values do not open and stay under the earlier key. Replace or delete them, then run it again:',
      );
    },
  },
  verify: {
    changes: false,
    run: async (request) => {
      const found = await verifyKeys(request);
      const text = `Opened ${number(found.masterKeys)} master keys, ${number(found.dataKeys)} data keys and ${number(found.values)} values; ${number(found.unopened.length)} do not open.`;
      return withUnopened(text, found.unopened, 'What does not open:');
    },
  },
  destroy: {
    changes: true,
    run: async (request, { backupsDays }) => {
      const gone = await destroyKeys(request, { backupsDays });
      const masters = gone.masterKeys.length === 0 ? 'no master key' : `master key ${gone.masterKeys.join(', ')}`;
      const text = `Destroyed ${number(gone.dataKeys)} data keys and ${masters}. Backups older than ${backupsDays} days may not open any more.`;
      if (gone.stillUsed.length === 0) return done(text);
      const used = gone.stillUsed.map(
        (key) =>
          `- ${key.organisationId === null ? 'master key' : `data key of ${key.organisationId},`} ${key.version}`,
      );
      const why =
        'Something is under these again, so they stay. Run rotate-master and rotate-data, then look at verify:';
      return { text: [text, why, ...used.slice(0, LISTED)].join('\n'), failed: true };
    },
  },
};

/** Runs the command, alone in its database if it changes anything. */
export async function runCommand(request: KeyRequest, given: Arguments, around: Surroundings): Promise<Outcome> {
  const { changes, run } = commands[given.command];
  if (!changes) return run(request, given, around);
  const lock = { databaseUrl: around.databaseUrl, command: given.command, host: hostname() };
  return withKeyLock(lock, (lost) =>
    run({ ...request, signal: AbortSignal.any([request.signal, lost]) }, given, around),
  );
}

function withUnopened(text: string, unopened: readonly Unopened[], heading: string): Outcome {
  if (unopened.length === 0) return done(text);
  const lines = unopened
    .slice(0, LISTED)
    .map(
      ({ what, organisationId, id, reason }) =>
        `- ${what} ${id}${organisationId === null ? '' : `, organisation ${organisationId}`}: ${reason}`,
    );
  const more = unopened.length > LISTED ? [`and ${number(unopened.length - LISTED)} more`] : [];
  return { text: [text, heading, ...lines, ...more].join('\n'), failed: true };
}

/** As the key that is in use, or about to be, is held. */
async function sourceInUse({ services }: KeyRequest): Promise<MasterKeySource> {
  const { masterKey } = readAccounts(services);
  const [key] = await masterKey.findMany({
    where: { status: { not: 'retired' } },
    orderBy: { version: 'desc' },
    take: 1,
  });
  return key?.provider === 'gcp-kms' && key.keyName !== null
    ? { provider: 'gcp-kms', keyName: key.keyName }
    : { provider: 'pbkdf2' };
}

async function organisationAt({ services }: KeyRequest, slug: string): Promise<string> {
  const [found] = await services.database.lookup.$queryRaw<
    { id: string | null }[]
  >`select lookup_organisation(${slug}) as id`;
  if (found?.id) return found.id;
  throw new ClawberthError('not_found', `There is no organisation at ${slug}.`);
}
