import { join } from 'node:path';
import type { PutConfig, PutConfigResult, SandboxLayout } from '@clawberth/openclaw/agent-protocol';
import { GatewayStartError } from '../gateway/supervisor.ts';
import type { Supervisor } from '../gateway/supervisor.ts';
import { AgentRefusal } from '../http/agent-refusal.ts';
import type { StatusStore } from '../status/status-store.ts';
import { applyHot } from './apply-hot.ts';
import { compareConfig, gatewayTokenOf } from './compare-config.ts';
import { parseIssues } from './parse-issues.ts';
import { ensurePrivateDir, writePrivateFile } from './write-files.ts';

export type ConfigApplier = { apply(put: PutConfig): Promise<PutConfigResult> };

/**
 * Brings the gateway to a wanted config in the gentlest way: nothing, hot, or a start.
 * One at a time. A config that OpenClaw refuses never reaches a running gateway;
 * for a start OpenClaw itself is the validator, and its refusal ends that start.
 */
export function createConfigApplier(context: {
  layout: SandboxLayout;
  supervisor: Supervisor;
  store: StatusStore;
}): ConfigApplier {
  const { layout, supervisor, store } = context;
  let current: PutConfig | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function applyNow(put: PutConfig): Promise<PutConfigResult> {
    const token = gatewayTokenOf(put);
    if (!token) throw new AgentRefusal('bad_request', 'secretFiles must hold the gateway-token');
    const change = current && supervisor.running() ? compareConfig(current, put) : null;
    if (!change) return { applied: await start(put, token, 'started') };
    if (change.secretsReplaced || change.environment) return { applied: await start(put, token, 'restarted') };
    const applied = change.config || change.secretsAdded ? await hot(put) : change.files ? 'hot' : 'unchanged';
    if (change.files) await writeWorkspace(put);
    remember(put);
    return { applied };
  }

  async function hot(put: PutConfig): Promise<'hot' | 'restarted'> {
    const link = supervisor.link();
    if (!link) throw new AgentRefusal('not_ready', 'OpenClaw is not up yet: put the config again in a moment');
    await writeSecrets(put);
    return applyHot(link, put.config);
  }

  async function start(put: PutConfig, token: string, applied: 'started' | 'restarted') {
    await supervisor.stop();
    for (const dir of [layout.root, layout.home, layout.stateDir]) await ensurePrivateDir(dir);
    await writeSecrets(put);
    await writeWorkspace(put);
    await writePrivateFile(layout.configPath, JSON.stringify(put.config, null, 2));
    // Known before the start ends, so that a failure names the version it belongs to.
    remember(put);
    try {
      await supervisor.start({ gatewayToken: token, variables: put.env ?? [] });
    } catch (error) {
      if (!(error instanceof GatewayStartError)) throw error;
      const { failure } = error;
      if (failure.code !== 'config_invalid') throw new AgentRefusal('gateway_refused', failure.message);
      throw new AgentRefusal('config_invalid', failure.message, parseIssues(failure.logTail));
    }
    return applied;
  }

  async function writeSecrets(put: PutConfig) {
    for (const { name, content } of put.secretFiles) await writePrivateFile(join(layout.secretsDir, name), content);
  }

  async function writeWorkspace(put: PutConfig) {
    await ensurePrivateDir(layout.workspaceDir);
    for (const { path, content } of put.files) await writePrivateFile(join(layout.workspaceDir, path), content);
  }

  function remember(put: PutConfig) {
    current = put;
    store.set({ configVersion: put.configVersion });
  }

  return {
    apply(put) {
      const result = queue.then(() => applyNow(put));
      queue = result.catch(() => undefined);
      return result;
    },
  };
}
