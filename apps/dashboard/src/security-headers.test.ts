import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { contentSecurityPolicy, SONNER_STYLE_HASH } from './security-headers.ts';

test('the allowed style hash is that of the installed sonner', () => {
  const source = readFileSync(
    createRequire(import.meta.url)
      .resolve('sonner')
      .replace(/\.js$/, '.mjs'),
    'utf8',
  );
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1];
  const css = JSON.parse(literal ?? 'null') as string;
  expect(SONNER_STYLE_HASH).toBe(`sha256-${createHash('sha256').update(css).digest('base64')}`);
});

test('scripts run by nonce only, and no page may be framed', () => {
  const policy = contentSecurityPolicy('abc');
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).not.toMatch(/https?:/);
});
