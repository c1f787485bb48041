import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  startAnthropicStandIn,
  startGithubStandIn,
  startGoogleStandIn,
  startOpenaiStandIn,
  startTelegramStandIn,
} from '@clawberth/testkit';
import { INSTANCE } from './instance.ts';
import { secretFile } from './secret-of.ts';
import { startSocketGate } from './socket-gate.ts';
import type { SocketGate } from './socket-gate.ts';

export const REPO = resolve(import.meta.dirname, '../..');

export const OPENAI_KEY = 'sk-proj-E2Ereal0providerKey0that0must0never0be0inside0a0sandbox';
export const ANTHROPIC_KEY = 'sk-ant-api03-E2Ereal0anthropicKey0that0must0never0be0inside';

export type Stack = {
  /** The dashboard, as a person opens it. */
  url: string;
  /** What `npm start` printed as its start-up time, in seconds. */
  readySeconds: number;
  telegram: Awaited<ReturnType<typeof startTelegramStandIn>>;
  openai: Awaited<ReturnType<typeof startOpenaiStandIn>>;
  anthropic: Awaited<ReturnType<typeof startAnthropicStandIn>>;
  google: Awaited<ReturnType<typeof startGoogleStandIn>>;
  github: Awaited<ReturnType<typeof startGithubStandIn>>;
  /** The worker reaches Docker through this gate, so that a test can shut it. */
  docker: SocketGate;
  /** Everything that `npm start` has printed so far. */
  output: () => string;
  stop: () => Promise<void>;
};

/** Runs `npm start`'s own script for the instance `test`, with stand-ins for Telegram and the providers. */
export async function startStack(): Promise<Stack> {
  await promisify(execFile)('node', ['infra/local/testing/reset-instance.mjs', INSTANCE], { cwd: REPO });
  const [telegram, openai, anthropic, google, github] = await Promise.all([
    startTelegramStandIn(),
    startOpenaiStandIn(),
    startAnthropicStandIn(),
    startGoogleStandIn(),
    startGithubStandIn(),
  ]);
  openai.addKey(OPENAI_KEY);
  openai.addModel('gpt-5.4-mini');
  anthropic.addKey(ANTHROPIC_KEY);
  anthropic.addModel('claude-sonnet-5');
  const docker = await startSocketGate('/var/run/docker.sock');
  const lines: string[] = [];
  const child = spawn('node', ['infra/local/start.mjs'], {
    cwd: REPO,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...withoutOwn(process.env),
      CLAWBERTH_INSTANCE: INSTANCE,
      DOCKER_SOCKET: docker.path,
      TELEGRAM_API_ROOT: telegram.url,
      PROVIDER_ROOTS: JSON.stringify({ openai: openai.url, anthropic: anthropic.url }),
      ...(await withSecretFiles(identityEnv(google.url, github.url))),
    },
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const ready = new Promise<{ url: string; seconds: number }>((done, fail) => {
    let url = '';
    const read = (line: string) => {
      lines.push(line);
      url = /(http:\/\/\S+:\d+)/.exec(line)?.[1] ?? url;
      const seconds = /ready in ([\d.]+) s/.exec(line)?.[1];
      if (seconds !== undefined) done({ url, seconds: Number(seconds) });
    };
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', read);
    void exited.then((code) => fail(new Error(`npm start ended with ${code}:\n${lines.slice(-40).join('\n')}`)));
  });
  const { url, seconds } = await ready;
  registerApps(url, google, github);
  return {
    url,
    readySeconds: seconds,
    telegram,
    openai,
    anthropic,
    google,
    github,
    docker,
    output: () => lines.join('\n'),
    stop: async () => {
      child.kill('SIGINT');
      await exited;
      await Promise.all([telegram, openai, anthropic, google, github, docker].map((one) => one.close()));
    },
  };
}

export const APPS = {
  google: { clientId: 'e2e.apps.google.example', clientSecret: 'e2e-google-app-secret' },
  github: { clientId: 'e2e-github-app', clientSecret: 'e2e-github-app-secret' },
} as const;

/** What makes the dashboard offer sign-in with Google and GitHub, spoken for by stand-ins. */
export function identityEnv(googleUrl: string, githubUrl: string): Record<string, string> {
  return {
    GOOGLE_CLIENT_ID: APPS.google.clientId,
    GOOGLE_CLIENT_SECRET: APPS.google.clientSecret,
    GOOGLE_ISSUER: googleUrl,
    GITHUB_CLIENT_ID: APPS.github.clientId,
    GITHUB_CLIENT_SECRET: APPS.github.clientSecret,
    GITHUB_URL: githubUrl,
  };
}

/** What the tests were given for themselves, the owner's password among it, is nothing that the product is started with. */
function withoutOwn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TEST_')));
}

/** The same settings, with each secret in a file, as an operator has it: an environment can be read from outside. */
async function withSecretFiles(settings: Record<string, string>): Promise<Record<string, string>> {
  const entries = Object.entries(settings).map(async ([name, value]) => {
    if (!name.endsWith('_SECRET')) return [name, value] as const;
    const file = secretFile(name.toLowerCase().replaceAll('_', '-'));
    await writeFile(file, value, { mode: 0o600 });
    return [`${name}_FILE`, file] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Makes the dashboard at `url` known to both stand-ins. */
export function registerApps(url: string, google: Stack['google'], github: Stack['github']): void {
  google.addClient({ ...APPS.google, redirectUris: [`${url}/api/auth/callback/google`] });
  github.addClient({ ...APPS.github, redirectUris: [`${url}/api/auth/callback/github`] });
}
