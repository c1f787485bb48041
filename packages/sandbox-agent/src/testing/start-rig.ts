import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAgentClient, renderBlankConfig, renderConfig, sandboxLayout } from '@clawberth/openclaw';
import type { AgentClient, AgentStatus, BotConfigInput, PutConfig } from '@clawberth/openclaw';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

export type Rig = {
  client: AgentClient;
  url: string;
  /** Everything of the bot, as its volume would hold it. */
  stateRoot: string;
  child: ChildProcess;
  /** A rendered config for this rig's folders. */
  put(configVersion: number, changes: Partial<BotConfigInput>): PutConfig;
  /** A config without a bot for this rig's folders. */
  putBlank(configVersion: number): PutConfig;
  /** The first status that the predicate accepts, by the long poll. */
  until(accepts: (status: AgentStatus) => boolean): Promise<AgentStatus>;
  close(): Promise<void>;
};

/**
 * The bundled agent as a process of its own on this machine, without a sandbox, with
 * ports and folders of its own, beside the real OpenClaw of `openclawPackageDir`.
 */
export async function startRig(openclawPackageDir: string, input: BotConfigInput): Promise<Rig> {
  const root = await mkdtemp(join(tmpdir(), 'clawberth-agent-'));
  const bundle = join(root, 'agent.mjs');
  execFileSync(process.execPath, [join(packageRoot, 'build.mjs'), bundle]);
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const token = randomBytes(32).toString('base64url');
  const stateRoot = join(root, 'state');
  const layout = sandboxLayout(stateRoot, port);
  const child = spawn(process.execPath, [bundle], {
    env: {
      PATH: '/usr/bin:/bin',
      AGENT_TOKEN_SHA256: createHash('sha256').update(token).digest('hex'),
      AGENT_HOST: '127.0.0.1',
      AGENT_PORT: String(port),
      GATEWAY_PORT: String(gatewayPort),
      STATE_ROOT: stateRoot,
      OPENCLAW_PACKAGE_DIR: openclawPackageDir,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const url = `http://127.0.0.1:${port}`;
  const client = createAgentClient({ baseUrl: url, token });
  return {
    client,
    url,
    stateRoot,
    child,
    put: (configVersion, changes) => ({
      configVersion,
      ...renderConfig({ ...input, ...changes }, layout),
    }),
    putBlank: (configVersion) => ({ configVersion, ...renderBlankConfig(input.gatewayToken, layout) }),
    async until(accepts) {
      let status = await client.status();
      while (!accepts(status)) status = await client.status({ since: status.revision, waitSeconds: 25 });
      return status;
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  server.close();
  await once(server, 'close');
  return port;
}
