import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { airlockUrls } from './airlock-urls.ts';
import { PROVIDERS } from './providers.ts';
import { renderConfig } from './render-config.ts';
import type { BotConfigInput } from './render-config-types.ts';
import { sandboxLayout } from './sandbox-layout.ts';
import type { SandboxLayout } from './sandbox-layout.ts';
import { botConfigInput } from './testing/bot-config-input.ts';
import { openclawPackageDir } from './testing/openclaw-dir.ts';
import { runOpenclaw } from './testing/run-openclaw.ts';
import { writeRenderedConfig } from './testing/write-rendered-config.ts';

const packageDir = openclawPackageDir(process.env['CLAWBERTH_OPENCLAW_DIR']);
const { modelBaseUrl } = airlockUrls('172.30.0.1', 7070);
const auditSchema = z.object({
  summary: z.object({ critical: z.number(), warn: z.number() }),
  findings: z.array(z.object({ checkId: z.string(), severity: z.string() })),
});

const CASES: { name: string; changes: Partial<BotConfigInput> }[] = [
  { name: 'support, Telegram, OpenAI-style', changes: { template: 'support' } },
  {
    name: 'community, Telegram, Anthropic-style',
    changes: {
      template: 'community',
      ownerLanguage: 'de-DE',
      model: {
        api: 'anthropic-messages',
        baseUrl: modelBaseUrl['anthropic-messages'],
        token: 'm'.repeat(43),
        modelId: 'claude-sonnet-5',
        contextWindow: 1_000_000,
        maxTokens: 128_000,
      },
    },
  },
  {
    name: 'personal, web chat only, demo',
    changes: {
      template: 'personal',
      telegram: null,
      model: {
        api: 'openai-completions',
        baseUrl: modelBaseUrl['openai-completions'],
        token: 'm'.repeat(43),
        modelId: 'demo',
      },
    },
  },
];

const roots: string[] = [];
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true, force: true });
});

async function layDown(changes: Partial<BotConfigInput>, alter: (config: Record<string, unknown>) => void = () => {}) {
  const root = await mkdtemp(join(tmpdir(), 'clawberth-config-'));
  roots.push(root);
  const layout = sandboxLayout(root);
  const rendered = renderConfig(botConfigInput(changes), layout);
  alter(rendered.config);
  await writeRenderedConfig(rendered, layout);
  return layout;
}

/** Everything above "info" that `openclaw security audit` finds; a real run, a few seconds. */
async function auditFindings(layout: SandboxLayout) {
  const { stdout } = await runOpenclaw(packageDir, layout, ['security', 'audit', '--json']);
  const { summary, findings } = auditSchema.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))));
  const loud = findings.filter(({ severity }) => severity !== 'info');
  expect(summary.critical + summary.warn).toBe(loud.length);
  return loud;
}

function telegramOf(config: Record<string, unknown>) {
  return z.object({ telegram: z.record(z.string(), z.unknown()) }).parse(config['channels']).telegram;
}

describe.each(CASES)('the real OpenClaw on a rendered config: $name', ({ changes }) => {
  test('accepts it and its security audit has nothing to say', async () => {
    const layout = await layDown(changes);
    const validate = await runOpenclaw(packageDir, layout, ['config', 'validate', '--json']);
    expect(JSON.parse(validate.stdout)).toMatchObject({ valid: true, warnings: [] });
    expect(validate.exitCode).toBe(0);

    expect(await auditFindings(layout)).toEqual([]);
  });
});

test('the real OpenClaw refuses a key that it does not know', async () => {
  const layout = await layDown({}, (config) => {
    config['sandbox'] = {};
  });
  const validate = await runOpenclaw(packageDir, layout, ['config', 'validate', '--json']);
  expect(validate.exitCode).not.toBe(0);
  expect(validate.stdout).toContain('sandbox');
});

test('the audit would tell of an opened door', async () => {
  const layout = await layDown({}, (config) => {
    config['channels'] = { telegram: { ...telegramOf(config), dmPolicy: 'open', allowFrom: ['*'] } };
  });
  expect(await auditFindings(layout)).not.toEqual([]);
});

test('the audit has nothing to say about any model of the catalogue', async () => {
  const ids = Object.values(PROVIDERS).flatMap(({ models }) => models.map(({ id }) => `airlock/${id}`));
  const layout = await layDown({}, (config) => {
    const agents = z.object({ defaults: z.record(z.string(), z.unknown()) }).parse(config['agents']);
    config['agents'] = { defaults: { ...agents.defaults, model: { primary: ids[0], fallbacks: ids } } };
  });
  expect(await auditFindings(layout)).toEqual([]);
});
