import { RuntimeError } from '../errors.ts';
import type { BotRuntime } from '../types.ts';

export type DockerGvisorOptions = {
  instance: string;
  /** Path of the engine's Unix socket. */
  dockerSocket: string;
  /** The one port of the host that a sandbox may reach. */
  airlockBotPort: number;
  /** Image for the one-time proof that `runsc` is gVisor; without it any Clawberth image on the machine. */
  proofImage?: string;
};

export function createDockerGvisorRuntime(_options: DockerGvisorOptions): BotRuntime {
  throw new RuntimeError('runtime_failed', 'The Docker driver is not finished.', { retryable: false });
}
