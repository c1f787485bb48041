import type { Agent } from 'undici';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { AirlockDirectory } from '../directory.ts';
import type { Tunables } from '../tunables.ts';
import type { Slots } from './slots.ts';

/** What both doors work with, built once a process by createDoor. */
export type Door = {
  directory: AirlockDirectory;
  upstream: Agent;
  limits: Tunables;
  log: Logger;
  /** Bytes of model requests in memory, by bot. */
  buffers: Slots;
};

/** One request under way. `gone` fires when the client has left before the answer was complete. */
export type Visit = {
  door: Door;
  request: IncomingMessage;
  response: ServerResponse;
  gone: AbortSignal;
  /** Facts for the one log line of this request: never a token, a body or a query. */
  facts: Record<string, string | number | boolean>;
};
