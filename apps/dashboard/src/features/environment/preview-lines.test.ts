import { parseEnvFile, type EnvironmentView } from '@clawberth/core/screens';
import { expect, test } from 'vitest';
import type { Wire } from '../../wire.ts';
import { chooseLine, previewLines } from './preview-lines.ts';

const variable = { fingerprint: 'abc', setAt: '2026-11-20T12:00:00.000Z', setByName: 'Mira' };
const ENVIRONMENT: Wire<EnvironmentView> = {
  live: [
    { ...variable, name: 'SHOP_URL', secret: false, value: 'https://old.example' },
    { ...variable, name: 'SHOP_CITY', secret: false, value: 'Bremen' },
    { ...variable, name: 'SHOP_CODE', secret: true, value: null },
  ],
  draft: [{ ...variable, name: 'SHOP_HOURS', secret: false, value: '8-18', change: 'added' }],
  effect: 'restart',
};

function preview(text: string) {
  return previewLines(parseEnvFile(text).entries, ENVIRONMENT);
}

test('says what each line does, and takes the good ones; what is not known as plain is secret', () => {
  const lines = preview(
    'SHOP_URL=https://new.example\nSHOP_CITY=Bremen\nSHOP_CODE=4711\nSHOP_HOURS=9-17\nSHOP_PHONE=0421',
  );
  expect(lines.map(({ state, chosen, secret }) => [state, chosen, secret])).toEqual([
    ['changes', true, false],
    ['same', true, false],
    ['replaces', true, true],
    ['draft', true, false],
    ['new', true, true],
  ]);
});

test('a name that stands twice waits for a choice, and one at most is taken', () => {
  const lines = preview('SHOP_PHONE=1\nOTHER=x\nSHOP_PHONE=2');
  expect(lines.map(({ chosen, problem, twins }) => [chosen, problem, twins])).toEqual([
    [false, null, [3]],
    [true, null, []],
    [false, null, [1]],
  ]);
  const last = chooseLine(chooseLine(lines, 1, true), 3, true);
  expect(last.map(({ chosen }) => chosen)).toEqual([false, true, true]);
  expect(chooseLine(last, 2, false).map(({ chosen }) => chosen)).toEqual([false, false, true]);
});

test('an AI key that stands twice stays a problem, and a secret cannot be made plain', () => {
  const key = `sk-proj-${'k3Y0'.repeat(10)}`;
  const lines = preview(`MY_AI=${key}\nMY_AI=${key}\nSHOP_GIT=ghp_${'a1B2'.repeat(9)}`);
  expect(lines.map(({ problem }) => problem !== null)).toEqual([true, true, false]);
  expect(lines[2]).toMatchObject({ chosen: true, secret: true, mayBePlain: false });
});
