import { startAgent } from './agent.ts';
import { readAgentOptions } from './env.ts';

/** The container's first process: starts the agent and ends it in order on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  process.umask(0o077);
  const agent = await startAgent(readAgentOptions());
  process.stdout.write(`Clawberth sandbox agent listens on ${agent.port}\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void agent.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
