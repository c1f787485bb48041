import type { RuntimeError } from '../errors.ts';
import type { BotRuntime, NetworkFacts, OutsideProof, SandboxFacts, SandboxRef } from '../types.ts';

export type RuntimeOperation = Exclude<keyof BotRuntime, 'kind'>;

type FakeSandbox = {
  facts: SandboxFacts;
  specHash: string;
  proof: OutsideProof;
  /** What differs from the spec, as `weaken` set it. */
  weakness: Partial<OutsideProof>;
  lines: string[];
};

/** `midway` is between the steps of an operation that has several: `ensureSandbox` and `purge`. */
export type FaultMoment = 'before' | 'midway' | 'after';

export type PlannedFault = { operation: RuntimeOperation; when: FaultMoment; times: number; error: RuntimeError };

/** What a machine would hold: shared by every fake runtime that was made for it. */
export type FakeMachine = {
  images: Map<string, string>;
  networks: Map<string, NetworkFacts>;
  volumes: Set<string>;
  sandboxes: Map<string, FakeSandbox>;
  faults: PlannedFault[];
  /** Every operation that was called, in order, for a test to read. */
  calls: { operation: RuntimeOperation; botId: string | null; generation: number | null }[];
  /** What `assertReady` meets: null for a sound machine. */
  notReady: RuntimeError | null;
  /** Counts up, so that ids and starts differ without a clock or chance. */
  serial: number;
  /** Counts the networks that were ever made: each has a subnet of its own. */
  networkSerial: number;
};

/** An empty machine that has the named images. */
export function createFakeMachine(images: readonly string[]): FakeMachine {
  return {
    images: new Map(images.map((image, index) => [image, `sha256:fake-image-${index + 1}`])),
    networks: new Map(),
    volumes: new Set(),
    sandboxes: new Map(),
    faults: [],
    calls: [],
    notReady: null,
    serial: 0,
    networkSerial: 0,
  };
}

/** Records the call, then runs the effect between the faults that a test has planned for it. */
export async function runOperation<T>(
  machine: FakeMachine,
  operation: RuntimeOperation,
  about: Partial<SandboxRef> | undefined,
  effect: (midway: () => void) => T,
): Promise<T> {
  machine.calls.push({ operation, botId: about?.botId ?? null, generation: about?.generation ?? null });
  // A real driver always gives up the turn here, so that two callers may interleave.
  await Promise.resolve();
  throwPlanned(machine, operation, 'before');
  const result = effect(() => throwPlanned(machine, operation, 'midway'));
  throwPlanned(machine, operation, 'after');
  return result;
}

/** Ends a running sandbox in place, as the engine would show it afterwards. */
export function endFakeSandbox(facts: SandboxFacts, how: { exitCode: number; oomKilled: boolean }): void {
  Object.assign(facts, { state: 'exited', address: null, ...how });
}

function throwPlanned(machine: FakeMachine, operation: RuntimeOperation, when: FaultMoment): void {
  const at = machine.faults.findIndex((one) => one.operation === operation && one.when === when);
  const fault = machine.faults[at];
  if (!fault) return;
  fault.times -= 1;
  if (fault.times <= 0) machine.faults.splice(at, 1);
  throw fault.error;
}
