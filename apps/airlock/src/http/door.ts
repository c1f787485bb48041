import type { Agent } from 'undici';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { AirlockDirectory } from '../directory.ts';
import type { Tunables } from '../tunables.ts';
import type { Slots } from './slots.ts';
import type { UnderWay } from './under-way.ts';

/** What both doors work with, built once a process by createDoor. */
export type Door = {
  directory: AirlockDirectory;
  upstream: Agent;
  limits: Tunables;
  log: Logger;
  /** Bytes of model requests in memory, by bot. */
  buffers: Slots;
  underWay: UnderWay;
  /** Since when Telegram refuses the polls of a bot, in milliseconds of performance.now(). */
  refusedSince: Map<string, number>;
};

/**
 * Why a call under way was cut: its token holds no more, its secret was stopped, it should be made again with a newer
 * secret, or nobody could look whether it may go on.
 */
export type Cut = 'forbidden' | 'stopped' | 'again' | 'no_directory';

/** One request under way. `gone` fires when the client has left before the answer was complete. */
export type Visit = {
  door: Door;
  request: IncomingMessage;
  response: ServerResponse;
  gone: AbortSignal;
  /** Fires when the client has left or the call was cut: nothing upstream is waited for any more. */
  over: AbortSignal;
  /** Null while the call may go on. The first reason stays. */
  readonly cut: Cut | null;
  stop(reason: Cut): void;
  /** Facts for the one log line of this request: never a token, a body or a query. */
  facts: Record<string, string | number | boolean>;
};
