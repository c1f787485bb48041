import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from './read-body.ts';
import { sendJson } from './send-json.ts';

/** Controls take and give JSON values; each checks its own arguments when it is used. */
export type Controls = Record<string, (...parameters: never[]) => unknown>;

/**
 * Runs `POST /stand-in/<control>` with a JSON array of arguments and answers `{ "result": … }`.
 * An unknown control is 404, bad arguments are 400; neither changes anything.
 */
export async function runControl(
  request: IncomingMessage,
  response: ServerResponse,
  controls: Controls,
): Promise<void> {
  const name = (request.url ?? '').slice('/stand-in/'.length);
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (request.method !== 'POST' || control === undefined) {
    return sendJson(response, 404, {
      error: `No such control. Use POST with one of: ${Object.keys(controls).join(', ')}`,
    });
  }
  try {
    const body = (await readBody(request, 1_000_000)).toString('utf8');
    const parameters = z.array(z.unknown()).parse(body === '' ? [] : JSON.parse(body));
    const result = await control(...(parameters as never[]));
    sendJson(response, 200, { result: result ?? null });
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}
