import type { ServerResponse } from 'node:http';
import { sendJson } from '../http/send-json.ts';
import type { ListenOptions } from '../http/start-loopback-server.ts';
import { authorize, choose } from './authorize.ts';
import type { StandInPerson } from './oauth-state.ts';
import { readBearer, redeemCode } from './redeem-code.ts';
import { startOauthStandIn } from './start-oauth-stand-in.ts';
import type { OauthCall, OauthStandIn } from './start-oauth-stand-in.ts';

/**
 * Starts GitHub's OAuth and the two API calls that tell who signed in, on loopback, with the paths of a
 * GitHub Enterprise Server: `/login/oauth/…` and `/api/v3/user`, `/api/v3/user/emails`.
 */
export function startGithubStandIn(options: ListenOptions = {}): Promise<OauthStandIn> {
  return startOauthStandIn({ banner: 'clawberth-github-stand-in', handle }, options);
}

function handle(call: OauthCall): Promise<void> | null {
  const { state, root, query, request, response } = call;
  // RFC 9207: GitHub names itself in the redirect.
  const style = { providerName: 'GitHub', extraAnswer: { iss: `${root}/login/oauth` } };
  const routes: Record<string, () => Promise<void> | void> = {
    'GET /login/oauth/authorize': () => authorize(state, style, withResponseType(query), response),
    'GET /choose': () => choose(state, style, query, response),
    'POST /login/oauth/access_token': () => accessToken(call),
    'GET /api/v3/user': () => ask(call, null, (person) => profileOf(person, root)),
    'GET /api/v3/user/emails': () => ask(call, 'user:email', emailsOf),
  };
  const route = routes[`${request.method} ${call.path}`];
  return route === undefined ? null : Promise.resolve(route());
}

/** GitHub knows one kind of answer and does not ask for it. */
function withResponseType(query: URLSearchParams): URLSearchParams {
  const all = new URLSearchParams(query);
  all.set('response_type', 'code');
  return all;
}

/** GitHub answers refusals with status 200, and in a form unless JSON is asked for. */
async function accessToken({ state, request, response }: OauthCall): Promise<void> {
  const redeemed = await redeemCode(state, request);
  const answer: Record<string, string> = redeemed.ok
    ? {
        access_token: redeemed.accessToken,
        scope: redeemed.grant.scope.replaceAll(' ', ','),
        token_type: 'bearer',
      }
    : REFUSALS[redeemed.why];
  if ((request.headers.accept ?? '').includes('json')) return sendJson(response, 200, answer);
  const text = new URLSearchParams(answer).toString();
  response.writeHead(200, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' });
  response.end(text);
}

const REFUSALS = {
  client: {
    error: 'incorrect_client_credentials',
    error_description: 'The client_id and/or client_secret passed are incorrect.',
  },
  code: { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' },
  redirect: {
    error: 'redirect_uri_mismatch',
    error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
  },
  'grant-type': { error: 'unsupported_grant_type', error_description: 'The grant type is not supported.' },
};

/** One call of the API with the access token; needs a user agent, as GitHub does. */
function ask(
  { state, request, response }: OauthCall,
  scope: string | null,
  answer: (person: StandInPerson) => unknown,
): void {
  if (!request.headers['user-agent']) return refuse(response, 403, 'Request forbidden by administrative rules.');
  const grant = readBearer(state, request);
  if (grant === null) return refuse(response, 401, 'Bad credentials');
  if (scope !== null && !grant.scope.split(/[ ,]/).includes(scope)) return refuse(response, 404, 'Not Found');
  sendJson(response, 200, answer(grant.person));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { message, documentation_url: 'https://docs.github.com/rest', status: String(status) });
}

/** The public profile: its e-mail is null, as it is unless somebody chose to show it. */
function profileOf({ id, name, email, login }: StandInPerson, root: string) {
  const user = login ?? (email.split('@')[0] ?? '').replace(/[^A-Za-z0-9-]/g, '-');
  return {
    login: user,
    id: Number(id),
    type: 'User',
    name,
    email: null,
    html_url: `${root}/${user}`,
    avatar_url: null,
  };
}

function emailsOf({ id, email, emailVerified = true }: StandInPerson) {
  return [
    { email: `${id}@users.noreply.github.com`, primary: false, verified: true, visibility: null },
    { email, primary: true, verified: emailVerified, visibility: 'private' },
  ];
}
