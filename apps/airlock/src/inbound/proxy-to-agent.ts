import { pipeline } from 'node:stream/promises';
import { request as askAgent } from 'undici';
import { errorCode } from '../directory.ts';
import type { BotOf } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { pickHeaders } from '../http/pick-headers.ts';
import { BodyTooLarge, dropRestOfBody, readLimitedBody } from '../http/read-limited-body.ts';
import { scrubStream } from '../http/scrub-stream.ts';
import type { InboundRoute } from './find-inbound-route.ts';
import { refuseInbound } from './refuse-inbound.ts';

/** Passes a chat or a log request to the bot's agent under the agent's token and streams the answer back as it comes. */
export async function proxyToAgent(
  visit: Visit,
  route: InboundRoute,
  agent: { url: string; token: string },
  bot: BotOf,
): Promise<void> {
  const { request, response, door, gone } = visit;
  try {
    const body = route.method === 'POST' ? await readLimitedBody(request, door.limits.inboundRequestBytes) : null;
    const answer = await askAgent(`${agent.url.replace(/\/+$/, '')}${route.agentPath}`, {
      method: route.method,
      headers: { ...pickHeaders(request.headers, ['content-type', 'accept']), authorization: `Bearer ${agent.token}` },
      body,
      dispatcher: door.upstream,
      signal: gone,
      headersTimeout: door.limits.modelHeadersMs,
      // A followed log or a thinking model may be silent for long; the reader's leaving ends it.
      bodyTimeout: 0,
    });
    if (route.method === 'POST' && answer.statusCode === 200) note(visit, bot, { inbound: true });
    response.writeHead(answer.statusCode, {
      ...pickHeaders(answer.headers, ['content-type']),
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    await pipeline(answer.body, scrubStream(agent.token), response, { signal: gone });
    if (route.method === 'POST' && answer.statusCode === 200) note(visit, bot, { answered: true });
  } catch (error) {
    if (gone.aborted) return;
    if (response.headersSent) return void response.destroy();
    if (error instanceof BodyTooLarge) {
      dropRestOfBody(visit);
      return refuseInbound(visit, 'invalid_input');
    }
    if (errorCode(error) === null) throw error;
    visit.facts.upstream = errorCode(error) ?? '';
    refuseInbound(visit, 'outside_unreachable');
  }
}

function note({ door }: Visit, bot: BotOf, activity: { inbound?: true; answered?: true }): void {
  door.directory
    .recordActivity(bot, activity)
    .catch((error: unknown) => door.log.warn({ botId: bot.botId, code: errorCode(error) }, 'could not note activity'));
}
