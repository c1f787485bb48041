import { START_SECONDS, STARTS_AT_ONCE } from './tunables.ts';

/** Counts the bots that are starting, so that a machine with many bots does not start all of them at once. */
export type StartGate = {
  /** Whether the bot may begin now; one that is starting already may go on. */
  mayStart(botId: string, now: Date): boolean;
  /** Told what state the bot was seen in. */
  saw(botId: string, starting: boolean, now: Date): void;
};

/** A gate for `atOnce` bots. One that is not seen any more, as another worker has it, is forgotten after its time. */
export function createStartGate(atOnce: number = STARTS_AT_ONCE): StartGate {
  const starting = new Map<string, Date>();
  return {
    mayStart(botId, now) {
      for (const [other, since] of starting) {
        if (now.getTime() - since.getTime() > START_SECONDS * 1000) starting.delete(other);
      }
      return starting.has(botId) || starting.size < atOnce;
    },
    saw(botId, isStarting, now) {
      if (!isStarting) starting.delete(botId);
      else if (!starting.has(botId)) starting.set(botId, now);
    },
  };
}
