import { RuntimeError } from '../errors.ts';
import { containerName } from '../names.ts';
import type { OutsideProof, SandboxRef } from '../types.ts';
import { checkWalls } from './check-walls.ts';
import type { Engine } from './engine.ts';
import { inspectNetwork } from './ensure-network.ts';
import { inspectSandbox } from './inspect-sandbox.ts';

/** Reads the walls back from Docker. Throws `not_isolated`, naming every wall that is not as it must be. */
export async function proveOutside(engine: Engine, sandbox: SandboxRef): Promise<OutsideProof> {
  const info = await inspectSandbox(engine, containerName(sandbox));
  if (!info) throw notIsolated(['there is no such sandbox']);
  const { proof, faults } = checkWalls(sandbox, info, await inspectNetwork(engine, sandbox));
  if (faults.length > 0) throw notIsolated(faults);
  return proof;
}

function notIsolated(faults: string[]): RuntimeError {
  return new RuntimeError('not_isolated', `The sandbox is not isolated: ${faults.join('; ')}.`, { retryable: false });
}
