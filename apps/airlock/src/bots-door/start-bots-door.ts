import type { Door, Visit } from '../http/door.ts';
import { createSlots } from '../http/slots.ts';
import { startServer } from '../http/start-server.ts';
import type { RunningServer } from '../http/start-server.ts';
import { openModelRoute } from '../model/open-model-route.ts';
import { openTelegramRoute } from '../telegram/open-telegram-route.ts';
import { admit } from './admit.ts';
import type { Route } from './route.ts';

/** The real places behind the door. */
export type Outside = { telegramApiRoot: string };

/** Starts the door that bots knock at. It has two routes and no third: everything else is 404 without a word. */
export async function startBotsDoor(
  door: Door,
  outside: Outside,
  listen: { host: string; port: number },
): Promise<RunningServer> {
  const perBot = createSlots(door.limits.requestsPerBot);
  const perAddress = createSlots(door.limits.requestsPerAddress);
  const { connectionsPerAddress } = door.limits;
  const listening = new AbortController();
  // Before the first call: one that nobody could cut is not let in.
  await door.directory.watchSecrets((botId) => door.underWay.lookAgain(botId), listening.signal);
  const server = await startServer(door, { ...listen, connectionsPerAddress }, async (visit) => {
    const route = findRoute(visit, outside);
    if (route === null) return void visit.response.writeHead(404, { 'content-length': 0 }).end();
    await admit(visit, route, { perBot, perAddress });
  });
  return {
    port: server.port,
    close: async () => {
      await server.close();
      listening.abort();
    },
  };
}

function findRoute(visit: Visit, outside: Outside): Route | null {
  return openTelegramRoute(visit.request, outside.telegramApiRoot) ?? openModelRoute(visit.request);
}
