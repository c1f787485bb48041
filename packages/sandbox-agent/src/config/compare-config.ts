import { isDeepStrictEqual } from 'node:util';
import { SECRET_NAMES } from '@clawberth/openclaw/agent-protocol';
import type { PutConfig } from '@clawberth/openclaw/agent-protocol';

export type ConfigChange = {
  config: boolean;
  files: boolean;
  /** A secret that OpenClaw has already read has another value: it must start anew. */
  secretsReplaced: boolean;
  secretsAdded: boolean;
  /** A process has its environment from its start: another one needs a new process. */
  environment: boolean;
};

/** What is different between what OpenClaw runs with and what is wanted. */
export function compareConfig(current: PutConfig, wanted: PutConfig): ConfigChange {
  const have = new Map(current.secretFiles.map(({ name, content }) => [name, content]));
  return {
    config: !isDeepStrictEqual(current.config, wanted.config),
    files: !isDeepStrictEqual(current.files, wanted.files),
    secretsReplaced: wanted.secretFiles.some(({ name, content }) => have.has(name) && have.get(name) !== content),
    secretsAdded: wanted.secretFiles.some(({ name }) => !have.has(name)),
    environment: !isDeepStrictEqual(current.env ?? [], wanted.env ?? []),
  };
}

/** The gateway's shared token among the secret files, or null. */
export function gatewayTokenOf(put: PutConfig): string | null {
  return put.secretFiles.find(({ name }) => name === SECRET_NAMES.gatewayToken)?.content ?? null;
}
