import type { SandboxLayout } from '../sandbox-layout.ts';

/** A value that OpenClaw reads from the secret file of that name. */
export function secretRef(name: string) {
  return { source: 'file', provider: name, id: 'value' };
}

/** The SecretRef provider that reads that file (docs: gateway/secrets/secretref-contract.md). */
export function secretProvider(layout: SandboxLayout, name: string) {
  return { source: 'file', path: `${layout.secretsDir}/${name}`, mode: 'singleValue' };
}
