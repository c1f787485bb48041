import { INSTANCE } from '../../harness/instance.ts';
import { PORTS } from '../../harness/world.ts';

/** Where the instance of these tests keeps things. */
export type Instance = { name: string; home: string; ports: { postgres: number; redis: number } };

export function theInstance(): Instance {
  return { name: INSTANCE, home: process.env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${INSTANCE}`, ports: PORTS };
}
