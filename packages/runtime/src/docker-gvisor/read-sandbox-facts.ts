import type { ContainerInspectInfo } from 'dockerode';
import { networkName, parseSandboxLabels } from '../names.ts';
import type { SandboxFacts, SandboxState } from '../types.ts';

const STATES: Record<string, SandboxState> = {
  created: 'created',
  running: 'running',
  // Both still hold their memory and the volume: as good as running to whoever asks.
  paused: 'running',
  restarting: 'running',
  exited: 'exited',
  removing: 'dead',
  dead: 'dead',
};

/** Facts of an inspected container, or null when its labels are not a sandbox's. */
export function readSandboxFacts(info: ContainerInspectInfo): SandboxFacts | null {
  const ref = parseSandboxLabels(info.Config.Labels ?? {});
  if (!ref) return null;
  const state = STATES[info.State.Status] ?? 'dead';
  const ended = state === 'exited' || state === 'dead';
  const address = info.NetworkSettings.Networks[networkName(ref)]?.IPAddress ?? '';
  const startedAt = new Date(info.State.StartedAt);
  return {
    ...ref,
    containerId: info.Id,
    name: info.Name.replace(/^\//, ''),
    image: info.Config.Image,
    runtime: info.HostConfig.Runtime ?? '',
    state,
    address: state === 'running' && address !== '' ? address : null,
    exitCode: ended ? info.State.ExitCode : null,
    oomKilled: info.State.OOMKilled,
    // Docker writes the year 1 for "never".
    startedAt: startedAt.getUTCFullYear() > 1 ? startedAt : null,
  };
}
