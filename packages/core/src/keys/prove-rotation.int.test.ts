import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

// The proof that docs/operations.md tells of, small; it ends with 1, and this fails, for a single failed read or lost write.
test('rotations under load, killed at random times: nothing fails, nothing is lost', { timeout: 400_000 }, async () => {
  const small = ['--rows', '2000', '--rate', '20', '--kills', '3', '--quiet-seconds', '2', '--settle-seconds', '1'];
  const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((done) =>
    execFile(process.execPath, ['tests/rotation/prove.ts', ...small], { cwd: root }, (_error, ...[out, err]) =>
      done({ stdout: out, stderr: err }),
    ),
  );
  const counts = stdout.split('\n').filter((line) => /^[a-z ]+: \d+$/.test(line));
  expect(
    counts.filter((line) => !line.endsWith(': 0')),
    `${stdout}\n${stderr}`,
  ).toEqual([]);
  expect(counts, `${stdout}\n${stderr}`).toHaveLength(9);
  expect(stdout).toMatch(/values written under load and read back; 3 kills/);
});
