import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LeaseLostError } from '../observe.ts';
import { createTestServices, makeBot, makeOrganisation, type TestServices } from '../testing/index.ts';
import { claimLease, releaseLease, renewLease } from './lease.ts';
import { recordObserved } from './record-observed.ts';

let services: TestServices;
let botId: string;
beforeAll(async () => {
  services = await createTestServices();
  botId = (await makeBot((await makeOrganisation(services)).owner)).botId;
});
afterAll(() => services.close());

const claim = (owner: string, seconds = 60) => claimLease(services, { botId, owner, seconds });
const memory = async () => (await services.behind.bot.findUniqueOrThrow({ where: { id: botId } })).memoryBytes;

describe('the lease of a bot', () => {
  it('is held by one, however many ask', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => claim(`worker-${index}`)));
    const held = claims.filter((one) => one !== null);
    expect(held).toHaveLength(1);
    await Promise.all(held.map((one) => releaseLease(services, one)));
  });

  it('goes to the next when it has run out, and what the first still writes is refused', async () => {
    const first = await claim('first', 0);
    const second = await claim('second');
    if (first === null || second === null) throw new Error('both must have had it');
    expect(second.epoch).toBeGreaterThan(first.epoch);
    await expect(recordObserved(services, first, { memoryBytes: 1 })).rejects.toBeInstanceOf(LeaseLostError);
    expect(await renewLease(services, first, 60)).toBe(false);
    await releaseLease(services, first);
    await recordObserved(services, second, { memoryBytes: 2 });
    expect(await memory()).toBe(2n);
    await releaseLease(services, second);
  });

  it('taken twice by one name is not one lease', async () => {
    const first = await claim('same', 0);
    const second = await claim('same');
    if (first === null || second === null) throw new Error('both must have had it');
    await expect(recordObserved(services, first, { memoryBytes: 3 })).rejects.toBeInstanceOf(LeaseLostError);
    await releaseLease(services, second);
  });

  it('of a bot that is not there is nobody’s', async () => {
    expect(await claimLease(services, { botId: randomUUID(), owner: 'x', seconds: 60 })).toBeNull();
  });
});
