import type { Logger } from 'pino';
import type { AirlockDirectory } from '../directory.ts';
import type { Tunables } from '../tunables.ts';
import { createUpstream } from './create-upstream.ts';
import type { Door } from './door.ts';
import { createSlots } from './slots.ts';
import { createUnderWay } from './under-way.ts';

/** Builds what both doors share. The caller destroys `upstream` when both are closed. */
export function createDoor(parts: { directory: AirlockDirectory; limits: Tunables; log: Logger }): Door {
  return {
    ...parts,
    upstream: createUpstream(parts.limits),
    buffers: createSlots(parts.limits.bufferedBytesPerBot),
    underWay: createUnderWay(),
    refusedSince: new Map(),
  };
}
