import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaType } from '../http/media-type.ts';
import { readBody } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';
import { startLoopbackServer } from '../http/start-loopback-server.ts';
import type { ListenOptions, LoopbackServer } from '../http/start-loopback-server.ts';
import { decrypt, encrypt } from './kms-methods.ts';
import { invalidArgument, KmsRefusal } from './kms-refusal.ts';
import { createKmsControls, createKmsState } from './kms-state.ts';
import type { KmsControls, KmsState } from './kms-state.ts';

export type KmsStandIn = LoopbackServer & KmsControls;

const protectionLevel = { name: 'SOFTWARE', number: 1 };

/**
 * Starts a stand-in for Google Cloud KMS that speaks its REST API, as far as symmetric encrypt and decrypt: it really
 * encrypts, and checks names, fields, sizes, checksums and additional authenticated data. It asks for no credentials.
 */
export async function startGoogleKmsStandIn(options: ListenOptions = {}): Promise<KmsStandIn> {
  const state = createKmsState();
  const controls = createKmsControls(state);
  const server = await startLoopbackServer(
    'clawberth-google-kms-stand-in',
    (request, response) => answer(state, request, response),
    () => controls,
    options,
  );
  return { ...server, ...controls };
}

async function answer(state: KmsState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const [, keyName = '', method] = /^\/v1\/(.+):(encrypt|decrypt)$/.exec(decodeURIComponent(url.pathname)) ?? [];
  const body = await readBody(request, 1_000_000);
  try {
    if (request.method !== 'POST' || (method !== 'encrypt' && method !== 'decrypt'))
      throw new KmsRefusal(404, 'NOT_FOUND', 'Method not found.');
    const result = (method === 'encrypt' ? encrypt : decrypt)(state, keyName, readJson(request, body));
    const level = enumsAsNumbers(url.searchParams) ? protectionLevel.number : protectionLevel.name;
    sendJson(response, 200, { ...result, protectionLevel: level });
  } catch (error) {
    if (!(error instanceof KmsRefusal)) throw error;
    sendJson(response, error.status, error.body());
  }
  if (method === 'encrypt' || method === 'decrypt')
    state.requests.push({ method, keyName, status: response.statusCode });
}

function readJson(request: IncomingMessage, body: Buffer): unknown {
  if (mediaType(request) !== 'application/json') throw invalidArgument('Invalid content type: send application/json.');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalidArgument('Invalid JSON payload received. Expected an object.');
  }
}

/** The system parameter `$alt=json;enum-encoding=int`; any other parameter is refused, as Google refuses it. */
function enumsAsNumbers(query: URLSearchParams): boolean {
  for (const name of query.keys())
    if (name !== '$alt' && name !== 'alt')
      throw invalidArgument(`Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter.`);
  return (query.get('$alt') ?? '').includes('enum-encoding=int');
}
