import { once } from 'node:events';
import type { Dispatcher } from 'undici';
import type { Visit } from '../http/door.ts';
import { networkFailure } from '../http/network-failure.ts';
import { pickHeaders } from '../http/pick-headers.ts';
import { scrubStream } from '../http/scrub-stream.ts';
import type { ModelApi, ModelProblem } from './model-api.ts';
import { problemEvent } from './model-api.ts';
import { cutProblem, refuseModel } from './refuse-model.ts';

const ALLOWED = ['content-type', 'request-id', 'x-request-id', 'openai-processing-ms', 'openai-version'];

/**
 * Streams a good answer back, piece by piece at the reader's pace. A stream that breaks off ends
 * with an error event of the API; a plain answer that breaks off breaks off.
 */
export async function passOnAnswer(
  visit: Visit,
  api: ModelApi,
  answer: Dispatcher.ResponseData,
  key: string,
): Promise<void> {
  const { response, gone, over } = visit;
  if ((answer.headers['content-encoding'] ?? 'identity') !== 'identity') {
    await answer.body.dump({ limit: 65_536 });
    return refuseModel(visit, api, 'provider_unavailable');
  }
  const headers = pickHeaders(answer.headers, ALLOWED);
  const streaming = headers['content-type']?.startsWith('text/event-stream') === true;
  visit.facts.streaming = streaming;
  response.writeHead(200, {
    ...headers,
    'cache-control': 'no-store',
    ...(streaming ? { 'x-accel-buffering': 'no' } : {}),
  });
  response.flushHeaders();
  const scrub = scrubStream(key);
  answer.body.once('error', (error) => scrub.destroy(error));
  try {
    for await (const piece of answer.body.pipe(scrub) as AsyncIterable<Buffer>) {
      if (!response.write(piece)) await once(response, 'drain', { signal: over });
    }
    response.end();
  } catch (error) {
    if (gone.aborted) return;
    const failed: ModelProblem = networkFailure(error) === 'timed_out' ? 'provider_timed_out' : 'provider_unreachable';
    const problem = cutProblem(visit) ?? failed;
    visit.facts.broke = problem;
    if (streaming) response.end(problemEvent(api, problem));
    else response.destroy();
  }
}
