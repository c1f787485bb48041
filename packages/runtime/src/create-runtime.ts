import { createDockerGvisorRuntime, type DockerGvisorOptions } from './docker-gvisor/create-docker-gvisor-runtime.ts';
import { createFakeRuntime, type FakeRuntimeOptions } from './fake/create-fake-runtime.ts';
import type { BotRuntime } from './types.ts';

export type RuntimeOptions =
  ({ kind: 'docker-gvisor' } & DockerGvisorOptions) | ({ kind: 'fake' } & FakeRuntimeOptions);

/** The driver of the named kind. It connects to nothing until the first call; `assertReady` comes first. */
export function createRuntime(options: RuntimeOptions): BotRuntime {
  switch (options.kind) {
    case 'docker-gvisor':
      return createDockerGvisorRuntime(options);
    case 'fake':
      return createFakeRuntime(options);
  }
}
