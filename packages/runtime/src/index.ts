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
