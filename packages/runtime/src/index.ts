export { RuntimeError } from './errors.ts';
export type { RuntimeErrorCode } from './errors.ts';
export type {
  BotRef,
  BotRuntime,
  NetworkFacts,
  OutsideProof,
  SandboxFacts,
  SandboxRef,
  SandboxSpec,
  SandboxState,
} from './types.ts';
export { createRuntime } from './create-runtime.ts';
export type { RuntimeOptions } from './create-runtime.ts';
export { createFakeRuntime } from './fake/create-fake-runtime.ts';
export type { FakeRuntime, FakeRuntimeOptions } from './fake/create-fake-runtime.ts';
export { createFakeMachine } from './fake/fake-machine.ts';
export type { FakeMachine, FaultMoment, RuntimeOperation } from './fake/fake-machine.ts';
export type { FakeControls } from './fake/fake-controls.ts';
