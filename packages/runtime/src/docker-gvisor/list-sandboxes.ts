import { LABELS } from '../names.ts';
import type { BotRef, SandboxFacts } from '../types.ts';
import { attempt, type Engine } from './engine.ts';
import { inspectSandbox } from './inspect-sandbox.ts';
import { readSandboxFacts } from './read-sandbox-facts.ts';

/** Every sandbox of the instance or of one bot. One that vanishes meanwhile is left out. */
export async function listSandboxes(engine: Engine, bot?: BotRef): Promise<SandboxFacts[]> {
  const label = [`${LABELS.instance}=${engine.instance}`, LABELS.generation];
  label.push(bot ? `${LABELS.bot}=${bot.botId}` : LABELS.bot);
  const found = await attempt('list the sandboxes', () =>
    engine.docker.listContainers({ all: true, filters: { label } }),
  );
  const inspected = await Promise.all(found.map((one) => inspectSandbox(engine, one.Id)));
  return inspected.flatMap((info) => (info && readSandboxFacts(info)) ?? []);
}
