import { randomUUID } from 'node:crypto';
import { execa } from 'execa';
import { isMissing } from '../classify-docker-failure.ts';
import { RuntimeError } from '../errors.ts';
import { LABELS } from '../names.ts';
import { attempt, type Engine } from './engine.ts';
import { splitLogFrames } from './split-log-frames.ts';

/** gVisor's kernel always begins its boot log so (pkg/sentry/kernel/syslog.go); Linux never does. */
const BOOT_LINE = 'Starting gVisor';

/** Images that the bot image is built on: they have the shell and the dmesg that the proof needs. */
const BASES = /^clawberth-(openclaw|node|base):/;

/**
 * Boots a throw-away container under the runtime and looks for gVisor's own boot line, once per process.
 * Without an image on the machine only the runtime's binary is asked. Throws `gvisor_missing`.
 */
export async function proveGvisor(engine: Engine, runtime: string, image: string | null): Promise<void> {
  if (engine.gvisorProof) return engine.gvisorProof;
  const name = image ?? (await findImage(engine));
  if (name === null) return askBinary(engine, runtime);
  const proof = bootOnce(engine, runtime, name);
  engine.gvisorProof = proof;
  try {
    await proof;
  } catch (error) {
    engine.gvisorProof = null;
    throw error;
  }
}

async function findImage(engine: Engine): Promise<string | null> {
  const images = await attempt('list the images', () => engine.docker.listImages());
  const tags = images.flatMap((image) => image.RepoTags ?? []);
  if (engine.proofImage !== null && tags.includes(engine.proofImage)) return engine.proofImage;
  return tags.find((tag) => tag.startsWith('clawberth-bot:')) ?? tags.find((tag) => BASES.test(tag)) ?? null;
}

async function bootOnce(engine: Engine, runtime: string, image: string): Promise<void> {
  const container = await attempt('prove that the runtime is gVisor', () =>
    engine.docker.createContainer({
      name: `clawberth-${engine.instance}-proof-${randomUUID()}`,
      Image: image,
      Entrypoint: ['/bin/sh', '-c', 'dmesg'],
      User: '65534:65534',
      Labels: { [LABELS.instance]: engine.instance, [LABELS.purpose]: 'gvisor-proof' },
      HostConfig: {
        Runtime: runtime,
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        PidsLimit: 128,
        Memory: 128 * 1024 * 1024,
      },
    }),
  );
  try {
    const output = await attempt('prove that the runtime is gVisor', async () => {
      await container.start();
      await container.wait();
      return container.logs({ stdout: true, stderr: true, follow: false });
    });
    if (!splitLogFrames(output).some((line) => line.includes(BOOT_LINE))) {
      throw notGvisor(`a container under Docker's runtime "${runtime}" did not boot gVisor.`);
    }
  } finally {
    await attempt('remove the proof container', () => container.remove({ force: true, v: true }).catch(ignoreMissing));
  }
}

async function askBinary(engine: Engine, runtime: string): Promise<void> {
  const info: unknown = await attempt('ask for its runtimes', () => engine.docker.info());
  const path = runtimePath(info, runtime);
  if (path === null) throw notGvisor(`Docker names no program for the runtime "${runtime}".`);
  const { stdout, failed } = await execa(path, ['--version'], { reject: false });
  if (failed || !/^runsc version /m.test(stdout)) throw notGvisor(`${path} is not gVisor's runsc.`);
}

/** The program that a runtime is registered with, from the answer of `/info`; null when there is none. */
export function runtimePath(info: unknown, runtime: string): string | null {
  const runtimes = isRecord(info) ? info['Runtimes'] : undefined;
  const entry = isRecord(runtimes) ? runtimes[runtime] : undefined;
  const path = isRecord(entry) ? entry['path'] : undefined;
  return typeof path === 'string' ? path : null;
}

/** True when the runtime is registered, from the answer of `/info`. */
export function hasRuntime(info: unknown, runtime: string): boolean {
  const runtimes = isRecord(info) ? info['Runtimes'] : undefined;
  return isRecord(runtimes) && runtime in runtimes;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}

function notGvisor(why: string): RuntimeError {
  return new RuntimeError('gvisor_missing', `gVisor is not in place: ${why} No sandbox is started without it.`, {
    retryable: false,
  });
}
