/** The two facts of /proc/<pid>/status that matter here; null where the kernel does not tell. */
export function parseProcStatus(text: string): { capabilitiesEffective: string | null; noNewPrivs: boolean | null } {
  const capabilities = /^CapEff:\s*([0-9a-f]{1,16})$/m.exec(text)?.[1] ?? null;
  const noNewPrivs = /^NoNewPrivs:\s*([01])$/m.exec(text)?.[1];
  return { capabilitiesEffective: capabilities, noNewPrivs: noNewPrivs === undefined ? null : noNewPrivs === '1' };
}
