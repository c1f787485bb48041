import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Situation } from './situation.ts';
import { makeAgent, makeBot, makeFacts, makeSituation, NOW } from './testing/model.ts';
import { settle } from './testing/settle.ts';

const STAGES = [
  'reserved',
  'image_ready',
  'isolated',
  'config_accepted',
  'gateway_live',
  'gateway_ready',
  'channel_connected',
] as const;
const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    desiredState: fc.constantFrom(...(['running', 'stopped', 'deleted'] as const)),
    observedState: fc.constantFrom(...(['none', 'starting', 'running', 'stopping', 'stopped', 'failed'] as const)),
    channel: fc.constantFrom(...(['web', 'telegram'] as const)),
    generation: fc.integer({ min: 1, max: 3 }),
    observedGeneration: fc.integer({ min: 0, max: 3 }),
    desiredConfigVersion: fc.integer({ min: 1, max: 2 }),
    observedConfigVersion: fc.integer({ min: 0, max: 2 }),
    pendingCommands: fc.integer({ min: 0, max: 1 }),
    retiringTokens: fc.boolean(),
    failedHere: fc.boolean(),
    due: fc.constantFrom(null, -1_000, 1_000),
    stages: fc.subarray([...STAGES]),
    sandboxes: fc.uniqueArray(
      fc.record({
        generation: fc.integer({ min: 1, max: 3 }),
        state: fc.constantFrom(...(['created', 'running', 'exited', 'dead'] as const)),
      }),
      { selector: (one) => one.generation },
    ),
    proved: fc.boolean(),
    agentConfig: fc.constantFrom(null, 1, 2),
    ready: fc.boolean(),
  })
  .map(({ failedHere, due, stages, sandboxes, proved, agentConfig, ready, ...columns }) => {
    const facts = sandboxes.map((one) => makeFacts(one.generation, one.state));
    const mine = facts.find((one) => one.generation === columns.generation && one.state === 'running');
    const failure = {
      code: 'gateway_exited',
      message: '',
      retryable: true,
      logTail: [],
      generation: columns.generation,
      configVersion: columns.desiredConfigVersion,
      at: NOW.toISOString(),
    };
    const row = {
      generation: columns.generation,
      containerId: `c${columns.generation}`,
      image: 'i',
      address: '10.0.0.2',
      subnet: '10.0.0.0/28',
      startedAt: NOW,
    };
    const gateway = { pid: 1, startedAt: NOW.toISOString(), live: ready, ready, exitCode: null, signal: null };
    const agent =
      agentConfig === null
        ? makeAgent()
        : makeAgent({ phase: ready ? 'ready' : 'starting', configVersion: agentConfig, gateway });
    return makeSituation({
      bot: makeBot({
        ...columns,
        failure: failedHere ? failure : null,
        retryAt: due === null ? null : new Date(NOW.getTime() + due),
        stages: stages.map((stage) => ({ stage, status: 'done', startedAt: NOW })),
        sandbox: proved ? row : null,
      }),
      sandboxes: facts,
      agent: mine === undefined ? null : agent,
    });
  });

/** Whether the machine is as it must be once there is no step left to take. */
function whereItShouldBe({ bot, sandboxes }: Situation, done: boolean): boolean {
  const left = (sandboxes ?? []).map((one) => `${one.generation} ${one.state}`).join();
  if (bot.desiredState !== 'running') return left === '' && bot.observedState === bot.desiredState;
  if (bot.observedState === 'failed') return left === '';
  return !done || (bot.observedState === 'running' && left === `${bot.generation} running`);
}

describe('from any situation', () => {
  it('the steps come to an end, and never break a rule of the model', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { end, way } = settle(situation);
        expect(whereItShouldBe(end, way.at(-1)?.do === 'done')).toBe(true);
        expect(end.bot.retiringTokens && end.bot.desiredState !== 'deleted').toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it('a bot that shall not run is never started', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        fc.pre(situation.bot.desiredState !== 'running');
        const starts = new Set(['begin', 'ensure_sandbox', 'push_config', 'prove']);
        expect(settle(situation).way.filter((step) => starts.has(step.do))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
