import type { sandbox } from '@clawberth/core';

/** One idempotent step towards what the bot's owner wants, or a reason to take none now. */
export type NextStep =
  | { do: 'purge' }
  | { do: 'finish_delete' }
  | { do: 'stop'; generation: number }
  | { do: 'remove'; generation: number }
  | { do: 'record_stopped' }
  | { do: 'end_old_tokens' }
  | { do: 'begin'; again: boolean }
  | { do: 'ensure_image' }
  | { do: 'ensure_network' }
  | { do: 'ensure_volume' }
  | { do: 'ensure_sandbox' }
  | { do: 'prove' }
  | { do: 'push_config' }
  | { do: 'open_chat' }
  | { do: 'record_stages'; stages: readonly sandbox.StageChange[] }
  | { do: 'record_running' }
  | { do: 'record_seen'; seen: sandbox.Seen }
  | { do: 'run_commands' }
  | { do: 'record_people' }
  | { do: 'fail'; failure: Omit<sandbox.Failure, 'logTail'>; logTail: readonly string[] | null }
  | { do: 'wait'; for: 'runtime' | 'retry' | 'turn' | 'agent' | 'live' | 'ready' | 'channel'; until: Date }
  | { do: 'done' };
