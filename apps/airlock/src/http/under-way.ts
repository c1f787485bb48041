/** One call under way. */
export type FollowedCall = {
  /** Whose call it is, and what looks at it again. Looks at once when something changed since the call began. */
  belongsTo(botId: string, look: () => Promise<void>): void;
  end(): void;
};

/** The calls under way, to be looked at again when a bot's secrets change. */
export type UnderWay = {
  /** To be called before the caller is looked up, so that no change falls between the two. */
  follow(): FollowedCall;
  /** Looks at the calls of a bot again; with null at all of them. */
  lookAgain(botId: string | null): void;
  count(): number;
};

/** Calls that are looked at again at the same time: each asks Postgres one short question. */
const AT_ONCE = 6;

type Call = { botId: string; look: () => Promise<void> };

/** `look` must not throw. A change during a look brings about another one. */
export function createUnderWay(): UnderWay {
  const calls = new Set<Call>();
  const due = new Set<Call>();
  let looking = 0;
  let changes = 0;

  function lookAtDue(): void {
    for (const call of due) {
      if (looking >= AT_ONCE) return;
      due.delete(call);
      if (!calls.has(call)) continue;
      looking += 1;
      void call.look().finally(() => {
        looking -= 1;
        lookAtDue();
      });
    }
  }

  return {
    follow() {
      const before = changes;
      let call: Call | null = null;
      return {
        belongsTo(botId, look) {
          call = { botId, look };
          calls.add(call);
          if (changes === before) return;
          due.add(call);
          lookAtDue();
        },
        end: () => void (call !== null && calls.delete(call)),
      };
    },
    lookAgain(botId) {
      changes += 1;
      for (const call of calls) if (botId === null || call.botId === botId) due.add(call);
      lookAtDue();
    },
    count: () => calls.size,
  };
}
