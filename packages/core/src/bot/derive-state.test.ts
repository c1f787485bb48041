import type { DesiredState, ObservedState, Stage } from '@clawberth/db';
import { expect, test } from 'vitest';
import { FAILURE_TEXTS } from '../text/failures.ts';
import { deriveState, type StateFacts } from './derive-state.ts';
import type { FailureRecord } from './failure-record.ts';
import type { BotState } from './views.ts';

const working: StateFacts = {
  desiredState: 'running',
  observedState: 'running',
  generation: 3,
  observedGeneration: 3,
  channel: 'telegram',
  telegramUsername: 'bakery_clerk_bot',
  demo: false,
  channelConnected: true,
  channelError: null,
  failure: null,
  retryAt: null,
  stopped: null,
  doneStages: new Set<Stage>(['reserved', 'gateway_live', 'gateway_ready', 'channel_connected']),
  activeStage: null,
  waiting: 0,
  observedAt: new Date('2026-11-20T09:59:00Z'),
  now: new Date('2026-11-20T10:00:00Z'),
};
const failure = (code: string, retryable = false): FailureRecord => ({
  code,
  message: '',
  retryable,
  logTail: [],
  generation: 3,
  configVersion: 1,
  at: '2026-11-20T10:00:00Z',
});
const cases: [string, Partial<StateFacts>, BotState, RegExp][] = [
  ['all is seen well', {}, 'working', /^Answers on Telegram as @bakery_clerk_bot\.$/],
  [
    'web chat needs no channel',
    { channel: 'web', telegramUsername: null, channelConnected: false },
    'working',
    /^Answers in the chat here\.$/,
  ],
  ['the demo says so', { demo: true }, 'working', /practice answers/],
  [
    'the channel is not connected yet',
    { channelConnected: false, doneStages: new Set<Stage>(['gateway_ready']) },
    'starting',
    /Connecting to Telegram/,
  ],
  ['the channel was connected and is not', { channelConnected: false }, 'broken', /connection to Telegram is lost/],
  [
    'Telegram refuses the token',
    { channelConnected: false, channelError: '401: Unauthorized' },
    'needs_you',
    /refused the token/,
  ],
  [
    'two programs fetch',
    { channelConnected: false, channelError: 'Conflict: terminated by other getUpdates request' },
    'needs_you',
    /Another program/,
  ],
  ['another channel error', { channelConnected: false, channelError: 'ETIMEDOUT' }, 'broken', /keeps trying/],
  [
    'the container runs but OpenClaw is not ready',
    { doneStages: new Set<Stage>(['gateway_live']), activeStage: 'gateway_ready' },
    'starting',
    /warming up/,
  ],
  ['an earlier generation runs', { observedGeneration: 2 }, 'starting', /waits for its turn/],
  [
    'nothing seen yet',
    { observedState: 'none', observedGeneration: 0, doneStages: new Set<Stage>(['reserved']) },
    'starting',
    /waits for its turn/,
  ],
  ['nobody has looked for five minutes', { observedAt: new Date('2026-11-20T09:55:00Z') }, 'broken', /for 5 minutes/],
  [
    'a web bot opens its chat',
    { channel: 'web', doneStages: new Set<Stage>(), activeStage: 'channel_connected' },
    'starting',
    /^Opening the chat\.$/,
  ],
  [
    'a refused change, the old settings run',
    { failure: failure('config_invalid') },
    'needs_you',
    /works on with the settings before/,
  ],
  ['one person waits', { waiting: 1 }, 'needs_you', /^One person/],
  ['three people wait', { waiting: 3 }, 'needs_you', /^3 people/],
  [
    'people wait while it is paused',
    { desiredState: 'stopped', observedState: 'stopped', waiting: 2 },
    'paused',
    /rests/,
  ],
  ['it is being paused', { desiredState: 'stopped' }, 'paused', /finishing/],
  [
    'a failed bot that is paused',
    { desiredState: 'stopped', observedState: 'failed', failure: failure('gateway_exited') },
    'paused',
    /rests/,
  ],
  ['it is being deleted', { desiredState: 'deleted', failure: failure('gateway_exited') }, 'deleting', /removed/],
  [
    'a failure of ours',
    { observedState: 'failed', failure: failure('gvisor_missing') },
    'broken',
    /^The sandbox is not available\.$/,
  ],
  [
    'a failure to be tried again',
    { observedState: 'failed', failure: failure('gateway_exited', true), retryAt: new Date() },
    'broken',
    /tries again by itself/,
  ],
  [
    'a failure being tried again',
    { observedState: 'starting', failure: failure('gateway_exited', true) },
    'starting',
    /^Trying again after/,
  ],
  [
    'a failure only the owner mends',
    { observedState: 'failed', failure: failure('telegram_token_refused') },
    'needs_you',
    /refused the token/,
  ],
  ['its key was stopped', { stopped: 'provider_key' }, 'needs_you', /^The AI key was stopped\.$/],
  [
    'its token was stopped, and the start failed for it',
    { stopped: 'telegram_token', observedState: 'failed', failure: failure('telegram_token_refused') },
    'needs_you',
    /^The Telegram token was stopped\.$/,
  ],
  ['it rests, and its key was stopped', { desiredState: 'stopped', stopped: 'provider_key' }, 'paused', /./],
  ['a failure nobody described', { observedState: 'failed', failure: failure('constructor') }, 'broken', /on our side/],
  ['failed before, tried anew', { observedState: 'failed', observedGeneration: 2 }, 'starting', /waits for its turn/],
];
test.each(cases)('%s', (_, facts, state, reason) => {
  const derived = deriveState({ ...working, ...facts });
  expect(derived.state).toBe(state);
  expect(derived.reason).toMatch(reason);
});

const desired: DesiredState[] = ['running', 'stopped', 'deleted'];
const observed: ObservedState[] = ['none', 'starting', 'running', 'stopping', 'stopped', 'failed', 'deleted'];
const everyCombination = desired.flatMap((desiredState) =>
  observed.flatMap((observedState) =>
    [2, 3].flatMap((observedGeneration) =>
      [true, false].flatMap((channelConnected) =>
        [null, failure('gateway_exited', true)].flatMap((fault) =>
          [true, false].map((ready) => ({
            ...working,
            desiredState,
            observedState,
            observedGeneration,
            channelConnected,
            failure: fault,
            doneStages: new Set<Stage>(ready ? ['gateway_ready'] : []),
          })),
        ),
      ),
    ),
  ),
);

test('says working only when everything was seen, over all combinations', () => {
  const claims = everyCombination.filter((facts) => deriveState(facts).state === 'working');
  expect(everyCombination).toHaveLength(336);
  expect(claims).toEqual([
    expect.objectContaining({
      desiredState: 'running',
      observedState: 'running',
      observedGeneration: 3,
      channelConnected: true,
      failure: null,
    }),
  ]);
});

test('every state has a whole sentence', () => {
  for (const facts of everyCombination) expect(deriveState(facts).reason).toMatch(/^[A-Z].*\.$/);
});

test.each(Object.entries(FAILURE_TEXTS))('the card of %s has all its parts', (_, text) => {
  for (const sentence of [text.whatHappened, text.nextStep]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(text.title).not.toMatch(/[.!]$/);
});
