import type { Caller, AirlockDirectory, Knock } from '../directory.ts';
import type { Cut, Visit } from '../http/door.ts';

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
  resolve(directory: AirlockDirectory, knock: Knock): Promise<Resolved>;
};

/** A request whose caller is known. */
export type Resolved = {
  caller: Caller;
  serve(visit: Visit): Promise<void>;
  /** Why the call may not go on when the same look-up gives this now; null when it may. */
  cutFor(now: Resolved): Cut | null;
};
