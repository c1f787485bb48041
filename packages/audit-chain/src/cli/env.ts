/** Where this machine's own instance keeps its public key; used when `--key` is left out. */
export function defaultKeyFile(): string {
  const instance = process.env['CLAWBERTH_INSTANCE'] ?? 'default';
  return `${process.env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${instance}`}/audit-checkpoints/audit-public-key`;
}
