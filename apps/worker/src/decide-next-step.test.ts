import { describe, expect, it } from 'vitest';
import { decideNextStep } from './decide-next-step.ts';
import type { NextStep } from './next-step.ts';
import { makeAgent, makeBot, makeFacts, makeSituation, NOW } from './testing/model.ts';
import { settle } from './testing/settle.ts';

const names = (way: NextStep[]) => way.map((step) => step.do).join(' ');

describe('decideNextStep', () => {
  it('takes a new bot to running', () => {
    const { way } = settle(makeSituation());
    expect(names(way)).toBe(
      'begin ensure_image ensure_network ensure_volume ensure_sandbox prove push_config record_stages record_stages open_chat record_stages record_seen record_running record_people done',
    );
  });

  it('ends the old generation before it begins the new one', () => {
    const bot = makeBot({ generation: 2, observedState: 'running', observedGeneration: 1 });
    const { way } = settle(makeSituation({ bot, sandboxes: [makeFacts(1)] }));
    expect(names(way)).toMatch(/^stop remove begin .* done$/);
  });

  it('ends old tokens when the sandbox that may hold them is gone, before all else', () => {
    const bot = makeBot({ generation: 2, observedState: 'running', observedGeneration: 1, retiringTokens: true });
    expect(names(settle(makeSituation({ bot, sandboxes: [makeFacts(1)] })).way)).toMatch(
      /^stop remove end_old_tokens begin .* done$/,
    );
    const resting = makeBot({ desiredState: 'stopped', observedState: 'running', retiringTokens: true });
    expect(names(settle(makeSituation({ bot: resting, sandboxes: [makeFacts(1)] })).way)).toBe(
      'stop remove end_old_tokens record_stopped done',
    );
    expect(decideNextStep(makeSituation({ bot, sandboxes: null })).do).not.toBe('end_old_tokens');
  });

  it('waits with a failure until its next attempt is due', () => {
    const failure = {
      code: 'gateway_exited',
      message: '',
      retryable: true,
      logTail: [],
      generation: 1,
      configVersion: 1,
      at: NOW.toISOString(),
    };
    const later = new Date(NOW.getTime() + 5_000);
    const bot = makeBot({ observedState: 'failed', observedGeneration: 1, failure, retryAt: later });
    expect(decideNextStep(makeSituation({ bot }))).toEqual({ do: 'wait', for: 'retry', until: later });
    expect(decideNextStep(makeSituation({ bot, now: later }))).toEqual({ do: 'begin', again: true });
    expect(decideNextStep(makeSituation({ bot: { ...bot, retryAt: null } }))).toEqual({ do: 'done' });
    expect(decideNextStep(makeSituation({ bot: { ...bot, retryAt: null, generation: 2 } }))).toEqual({
      do: 'begin',
      again: false,
    });
    expect(decideNextStep(makeSituation({ bot: { ...bot, retryAt: null, desiredConfigVersion: 2 } }))).toEqual({
      do: 'begin',
      again: false,
    });
  });

  it('records whoever asks while the pass runs', () => {
    const { end } = settle(makeSituation());
    if (end.agent === null) throw new Error('no agent');
    expect(decideNextStep({ ...end, agent: { ...end.agent, revision: end.agent.revision + 1 } }).do).toBe(
      'record_people',
    );
  });

  it('begins when it is its turn', () => {
    expect(decideNextStep(makeSituation({ mayStart: false }))).toMatchObject({ do: 'wait', for: 'turn' });
  });

  it('takes down what a failed attempt has left', () => {
    const failure = {
      code: 'not_isolated',
      message: '',
      retryable: false,
      logTail: [],
      generation: 1,
      configVersion: 1,
      at: NOW.toISOString(),
    };
    const bot = makeBot({ observedState: 'failed', observedGeneration: 1, failure });
    expect(names(settle(makeSituation({ bot, sandboxes: [makeFacts(1)] })).way)).toBe('stop remove done');
  });

  it('does not disturb a bot whose agent answers while Docker does not', () => {
    const bot = makeBot({ observedState: 'running', observedGeneration: 1 });
    expect(decideNextStep(makeSituation({ bot, sandboxes: null, agent: makeAgent() }))).toMatchObject({
      do: 'wait',
      for: 'runtime',
    });
  });

  it('starts nothing on a machine that is not ready, and says why', () => {
    const notReady = { code: 'gvisor_missing' as const, message: 'no gVisor' };
    expect(decideNextStep(makeSituation({ notReady }))).toMatchObject({
      do: 'fail',
      failure: { code: 'gvisor_missing' },
    });
  });

  it('proves a sandbox anew that has started again or moved', () => {
    const { end } = settle(makeSituation());
    const [facts] = end.sandboxes ?? [];
    if (facts === undefined) throw new Error('no sandbox');
    const again = (changes: Partial<typeof facts>) => decideNextStep({ ...end, sandboxes: [{ ...facts, ...changes }] });
    expect(again({}).do).toBe('done');
    expect(again({ startedAt: new Date(NOW.getTime() + 1) }).do).toBe('prove');
    expect(again({ address: '10.0.0.3' }).do).toBe('prove');
    expect(again({ containerId: 'other' }).do).toBe('prove');
  });

  it('offers a refused config to a running bot only once', () => {
    const { end } = settle(makeSituation());
    const changed = { ...end, bot: { ...end.bot, desiredConfigVersion: 2 } };
    expect(decideNextStep(changed).do).toBe('push_config');
    const failure = {
      code: 'config_invalid',
      message: '',
      retryable: false,
      logTail: [],
      generation: 1,
      configVersion: 2,
      at: NOW.toISOString(),
    };
    expect(decideNextStep({ ...changed, bot: { ...changed.bot, failure } }).do).toBe('done');
  });
});
