import { RuntimeError } from '../errors.ts';
import { containerName } from '../names.ts';
import type { OutsideProof, SandboxRef } from '../types.ts';
import { endFakeSandbox, type FakeMachine, type FaultMoment, type RuntimeOperation } from './fake-machine.ts';

/** How a test plays the outside world on a fake machine. */
export type FakeControls = {
  /**
   * The next `times` calls (1) of the operation fail: before or after their effect took place, or midway
   * (`ensureSandbox`: created but not started; `purge`: network and volume are left).
   */
  fail(operation: RuntimeOperation, when: FaultMoment, how?: { times?: number; error?: RuntimeError }): void;
  /** Forgets every planned fault. */
  heal(): void;
  /** The sandbox's process ends by itself. Throws when it does not run. */
  crash(sandbox: SandboxRef, how: { exitCode: number; oomKilled?: boolean }): void;
  /** The sandbox's walls differ from now on, so that `proveOutside` must refuse. */
  weaken(sandbox: SandboxRef, weakness: Partial<OutsideProof>): void;
  /** The sandbox writes a line. */
  writeLine(sandbox: SandboxRef, line: string): void;
  addImage(image: string): void;
  removeImage(image: string): void;
  /** From now on `assertReady` and `ensureSandbox` throw this; null heals. */
  setNotReady(error: RuntimeError | null): void;
};

export function createFakeControls(machine: FakeMachine): FakeControls {
  const require = (sandbox: SandboxRef) => {
    const found = machine.sandboxes.get(containerName(sandbox));
    if (!found) throw new Error(`The fake machine has no sandbox ${containerName(sandbox)}.`);
    return found;
  };
  return {
    fail(operation, when, how = {}) {
      if (when === 'midway' && operation !== 'ensureSandbox' && operation !== 'purge') {
        throw new Error(`${operation} is one step and cannot fail midway.`);
      }
      const error =
        how.error ??
        new RuntimeError('runtime_unavailable', `Planned fault ${when} ${operation}.`, { retryable: true });
      machine.faults.push({ operation, when, times: how.times ?? 1, error });
    },
    heal() {
      machine.faults.length = 0;
    },
    crash(sandbox, how) {
      const { facts } = require(sandbox);
      if (facts.state !== 'running') throw new Error(`${facts.name} does not run.`);
      endFakeSandbox(facts, { exitCode: how.exitCode, oomKilled: how.oomKilled ?? false });
    },
    weaken(sandbox, weakness) {
      Object.assign(require(sandbox).weakness, weakness);
    },
    writeLine(sandbox, line) {
      require(sandbox).lines.push(line);
    },
    addImage(image) {
      machine.images.set(image, `sha256:fake-image-${machine.images.size + 1}`);
    },
    removeImage(image) {
      machine.images.delete(image);
    },
    setNotReady(error) {
      machine.notReady = error;
    },
  };
}
