import { setTimeout as sleep } from 'node:timers/promises';
import type { CoreRig } from './start-core-rig.ts';

type Tokens = { telegramStandIn: string | null; airlockToken: string };
type Update = { update_id: number; message: { text: string; chat: { id: number } } };

/** A stand-in for OpenClaw in a sandbox: fetches as it does, asks the model for each message, answers on Telegram. */
export type SmallBot = {
  /** Messages that it has answered, by text, in order. */
  answered: string[];
  /** Answers of the model that were not whole. */
  brokenAnswers: string[];
  /** Polls that were not answered with 200, by status. */
  refusedPolls: number[];
  /** Goes on with the tokens of another sandbox, after what is under way. */
  restartWith(tokens: Tokens): void;
  stop(): Promise<void>;
};

export function runSmallBot(rig: CoreRig, first: Tokens): SmallBot {
  let tokens = first;
  const stopped = new AbortController();
  let offset = 0;
  const [answered, brokenAnswers, refusedPolls]: [string[], string[], number[]] = [[], [], []];

  async function answer({ message: { text, chat } }: Update): Promise<void> {
    const response = await rig.ask(tokens.airlockToken, text);
    const body = await response.text();
    if (response.status !== 200 || !body.includes('[DONE]')) brokenAnswers.push(`${response.status} ${body}`);
    // As OpenClaw's outbox does: what Telegram did not take is sent again.
    const send = () =>
      rig.callTelegram(tokens.telegramStandIn, 'sendMessage', { chat_id: chat.id, text: `re: ${text}` });
    while ((await send()).status !== 200) await sleep(20);
    answered.push(text);
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const poll = await rig.callTelegram(tokens.telegramStandIn, 'getUpdates', { timeout: 2, offset });
      if (poll.status !== 200) {
        refusedPolls.push(poll.status);
        await sleep(20);
        continue;
      }
      for (const update of poll.body.result as Update[]) {
        await answer(update);
        offset = update.update_id + 1;
      }
    }
  }

  const running = run();
  return {
    answered,
    brokenAnswers,
    refusedPolls,
    restartWith: (next) => void (tokens = next),
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
