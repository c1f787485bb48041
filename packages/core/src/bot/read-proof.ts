import { z } from 'zod';
import type { SandboxProofView } from './views.ts';

/** Column Sandbox.proof, as the worker writes it: what the outside and the inside said. */
const proof = z.object({
  outside: z.object({ runtime: z.string() }),
  inside: z.object({ kernelRelease: z.string(), gvisor: z.boolean() }),
  checkedAt: z.iso.datetime({ offset: true }).optional(),
});

/** The proof for the screen; null when it cannot be read, never a claim that nobody made. */
export function readProof(value: unknown, startedAt: Date): SandboxProofView | null {
  const parsed = proof.safeParse(value);
  if (!parsed.success) return null;
  const { outside, inside, checkedAt } = parsed.data;
  return {
    runtime: outside.runtime,
    kernel: inside.kernelRelease,
    gvisor: inside.gvisor,
    checkedAt: checkedAt === undefined ? startedAt : new Date(checkedAt),
  };
}
