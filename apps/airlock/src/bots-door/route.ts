import type { Caller, AirlockDirectory, Knock } from '../directory.ts';
import type { Visit } from '../http/door.ts';

/** Why the door itself turns a caller away; each route says it in its API's own shape. */
export type Refusal = 'forbidden' | 'busy' | 'no_directory';

/** What a request asks for, before it is known who asks. */
export type Route = {
  /** For the log: the door and the method, such as `telegram.sendMessage`. */
  name: string;
  /** The token as it came; empty when there was none. */
  token: string;
  refuse(visit: Visit, refusal: Refusal): void;
  /** Looks the caller up and gives what then serves it. Throws as AirlockDirectory says. */
  resolve(directory: AirlockDirectory, knock: Knock): Promise<{ caller: Caller; serve(visit: Visit): Promise<void> }>;
};
