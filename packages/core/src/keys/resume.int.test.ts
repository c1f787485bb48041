import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  fillSealed,
  findChanged,
  makeBareOrganisation,
  makeKeyRequest,
  startProcess,
  type SealedValue,
} from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import type { KeyRequest, KeyStep } from './key-request.ts';
import { rotateData } from './rotate-data.ts';
import { rotateMaster } from './rotate-master.ts';
import { verifyKeys } from './verify-keys.ts';

const services = useTestServices();
let dashboard: Awaited<ReturnType<typeof startProcess>>;
const values: SealedValue[] = [];
/** And the platform. */
const ORGANISATIONS = 6;
beforeAll(async () => {
  for (let n = 0; n < 5; n += 1) {
    const organisationId = await makeBareOrganisation(services);
    values.push(...(await fillSealed(services, organisationId, { bots: 1, each: n === 0 ? 510 : 1 })));
  }
  dashboard = await startProcess(services);
});
afterAll(() => dashboard.close());

/** Runs it, and ends it as a kill would, right after the nth such step was committed; then once more, to its end. */
async function endedAt<T>(at: KeyStep['at'], nth: number, run: (request: KeyRequest) => Promise<T>): Promise<T> {
  let seen = 0;
  const ended = await makeKeyRequest(services, (step) => {
    if (step.at === at) seen += 1;
    if (seen === nth) throw new Error('killed');
  });
  await expect(run(ended)).rejects.toThrow('killed');
  await ended.close();
  expect(await findChanged(dashboard, values)).toEqual([]);
  const again = await makeKeyRequest(services);
  const result = await run(again);
  expect((await verifyKeys(again)).unopened).toEqual([]);
  await again.close();
  expect(await findChanged(dashboard, values)).toEqual([]);
  return result;
}

describe('a new master key, ended and run again', () => {
  test.for([
    ['when its secret was made and no row was', 'prepared', 1],
    ['when it was added and not used yet', 'added', 1],
    ['when it was just in use', 'in_use', 1],
    ['between two batches of data keys', 'keys_moved', 1],
    ['when all was moved and the old key not noted empty', 'keys_moved', 2],
  ] as const)('%s', async ([, at, nth]) => {
    const before = await services.behind.masterKey.count();
    const made = await endedAt(at, nth, (request) => rotateMaster(request, { provider: 'pbkdf2' }));
    expect(made).toMatchObject({ masterKey: before + 1, emptied: [before] });
    expect(await services.behind.masterKey.count()).toBe(before + 1);
    expect(await services.behind.dataKey.count({ where: { masterKeyVersion: { not: before + 1 } } })).toBe(0);
  });
});

describe('new data keys, ended and run again', () => {
  test.for([
    ['before every organisation has one', 'keys_added', 3],
    ['before the first value was moved', 'keys_added', 6],
    ['between two batches of one organisation', 'values_moved', 2],
    ['between two organisations', 'values_moved', 8],
    ['when some of the earlier keys were noted empty', 'keys_emptied', 3],
  ] as const)('%s', async ([, at, nth]) => {
    const before = (await services.behind.dataKey.count()) / ORGANISATIONS;
    const made = await endedAt(at, nth, (request) => rotateData(request, {}));
    expect(made).toMatchObject({ finishedEarlier: true, unopened: [] });
    const keys = await services.behind.dataKey.findMany();
    const inUse = keys.filter(({ status }) => status === 'primary');
    expect(inUse.map(({ version }) => version)).toEqual(Array.from({ length: ORGANISATIONS }, () => before + 1));
    expect(keys.filter(({ emptiedAt }) => emptiedAt !== null)).toHaveLength(before * ORGANISATIONS);
    expect(keys).toHaveLength((before + 1) * ORGANISATIONS);
    expect(await services.behind.configVersion.count({ where: { dataKeyVersion: { not: before + 1 } } })).toBe(0);
  });
});
