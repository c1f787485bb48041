import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKey, publicKeyText, signingKeyPem } from '../signing-key.ts';
import { exampleExport, exampleLog, headingLine } from '../verify/export.fixture.ts';

const node = resolve(import.meta.dirname, '../../../../node_modules/node/bin/node');
const key = generateSigningKey();
const log = exampleLog(30);
const lines = exampleExport(key, log, [10, 30]);
const text = (changed: readonly string[]) => changed.map((line) => `${line}\n`).join('');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clawberth-verify-'));
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  write('export.ndjson', text(lines));
  write('cut.ndjson', text([headingLine(log.organisationId, 1, 10), ...lines.slice(1, 11), lines[31] ?? '']));
  write('edited.ndjson', text(lines.with(5, (lines[5] ?? '').replace('Bot 5', 'Bot 6'))));
  write('filtered.ndjson', text([headingLine(log.organisationId, 3, 3, false), lines[3] ?? '']));
  write('checkpoints', text(lines.slice(31)));
  mkdirSync(join(folder, 'audit-checkpoints'));
  write('audit-checkpoints/audit-public-key', `${publicKeyText(key)}\n`);
  write('private.pem', signingKeyPem(key));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(node, [join(import.meta.dirname, 'verify.ts'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], CLAWBERTH_HOME: folder },
  });
  return { status, stdout, stderr };
}

describe('the command', { timeout: 60_000 }, () => {
  it('proves an export with the key, a file of it, or the key of this machine', () => {
    const proved = {
      status: 0,
      stdout: expect.stringMatching(
        /^30 events of organisation .*, 1–30: unchanged; 2 checkpoints agree; newest /,
      ) as string,
      stderr: '',
    };
    expect(run('export.ndjson', '--key', publicKeyText(key))).toEqual(proved);
    expect(run('--key=audit-checkpoints/audit-public-key', 'export.ndjson')).toEqual(proved);
    expect(run('export.ndjson')).toEqual(proved);
  });

  it('ends with 1 for a changed export, and for another key', () => {
    expect(run('edited.ndjson')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('line 7, event 6: ') as string,
    });
    const other = run('export.ndjson', '--key', publicKeyText(generateSigningKey()));
    expect(other).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('not signed by the key given') as string,
    });
  });

  it('finds out a cut at an older checkpoint with the checkpoints kept elsewhere', () => {
    expect(run('cut.ndjson').status).toBe(0);
    expect(run('cut.ndjson', '--checkpoints', 'checkpoints')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('events are missing from the end') as string,
    });
  });

  it('ends with 2 for a filtered export', () => {
    expect(run('filtered.ndjson')).toMatchObject({ status: 2, stdout: expect.stringMatching(/^CANNOT BE/) as string });
  });

  it('ends with 2 and says what to do, if it cannot check', () => {
    const usage = expect.stringMatching(/^Usage: npm run audit:verify/) as string;
    expect(run()).toEqual({ status: 2, stdout: '', stderr: usage });
    expect(run('a', 'b')).toEqual({ status: 2, stdout: '', stderr: usage });
    expect(run('--what', 'export.ndjson')).toEqual({ status: 2, stdout: '', stderr: usage });
    const missing = run('export.ndjson', '--key', 'nowhere');
    expect(missing).toMatchObject({ status: 2, stderr: expect.stringContaining('no public key at nowhere') as string });
    expect(run('nowhere.ndjson')).toMatchObject({ status: 2, stderr: expect.stringContaining('ENOENT') as string });
    const secret = run('export.ndjson', '--key', 'private.pem');
    expect(secret).toMatchObject({ status: 2, stderr: expect.stringContaining('copy it again, whole') as string });
    expect(secret.stderr).not.toContain('PRIVATE');
  });
});
