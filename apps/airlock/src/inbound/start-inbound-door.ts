import { errorCode } from '../directory.ts';
import type { Door, Visit } from '../http/door.ts';
import { sendJson } from '../http/send-json.ts';
import { startServer } from '../http/start-server.ts';
import type { RunningServer } from '../http/start-server.ts';
import { dropRestOfBody } from '../http/read-limited-body.ts';
import { findInboundRoute } from './find-inbound-route.ts';
import { proxyToAgent } from './proxy-to-agent.ts';
import { refuseInbound } from './refuse-inbound.ts';

/** Answers whether the airlock is up. */
export const HEALTH_PATH = '/healthz';

/** Starts the door for the dashboard: chat and logs of one bot for each ticket, and /healthz. Loopback only. */
export function startInboundDoor(door: Door, listen: { host: string; port: number }): Promise<RunningServer> {
  return startServer(door, listen, serve);
}

async function serve(visit: Visit): Promise<void> {
  const { request, response, door } = visit;
  const url = new URL(request.url ?? '/', 'http://inbound');
  if (request.method === 'GET' && url.pathname === HEALTH_PATH) {
    visit.facts.quiet = true;
    return sendJson(response, 200, { ok: true });
  }
  const route = findInboundRoute(request.method ?? '', url);
  if (route === null) return refuse(visit, 'not_found');
  visit.facts.route = `inbound.${route.purpose}`;
  const ticket = /^Bearer (\S{1,4096})$/.exec(request.headers.authorization ?? '')?.[1];
  if (ticket === undefined) return refuse(visit, 'not_signed_in');
  try {
    const claims = door.directory.verifyTicket(ticket);
    // A ticket opens one thing of one bot; for everything else that thing does not exist.
    if (claims.botId !== route.botId || claims.purpose !== route.purpose) return refuse(visit, 'not_found');
    const bot = { botId: claims.botId, organisationId: claims.organisationId };
    visit.facts.botId = bot.botId;
    const agent = await door.directory.agentAddress(bot);
    await proxyToAgent(visit, route, agent, bot);
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'not_found' && code !== 'not_signed_in' && code !== 'conflict') throw error;
    refuse(visit, code);
  }
}

function refuse(visit: Visit, reason: 'not_found' | 'not_signed_in' | 'conflict'): void {
  dropRestOfBody(visit);
  refuseInbound(visit, reason);
}
