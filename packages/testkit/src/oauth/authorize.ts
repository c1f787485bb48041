import type { ServerResponse } from 'node:http';
import { randomToken } from './oauth-state.ts';
import type { Authorization, OauthState, StandInPerson } from './oauth-state.ts';

/** What the page says of itself, and what the provider adds to its redirect. */
export type AuthorizeStyle = { providerName: string; extraAnswer: Readonly<Record<string, string>> };

/**
 * The authorize endpoint: answers a wrong app or address with a page (never with a redirect), else sends
 * the chosen person back with a code, or asks who it is.
 */
export function authorize(
  state: OauthState,
  style: AuthorizeStyle,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const client = state.clients.get(query.get('client_id') ?? '');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (client === undefined) return sendPage(response, 401, style, '<p>Error 401: invalid_client</p>');
  if (!client.redirectUris.includes(redirectUri)) {
    return sendPage(response, 400, style, '<p>Error 400: redirect_uri_mismatch</p>');
  }
  const asked: Authorization = {
    client,
    redirectUri,
    state: query.get('state'),
    nonce: query.get('nonce'),
    scope: query.get('scope') ?? '',
    codeChallenge: query.get('code_challenge'),
  };
  if (query.get('response_type') !== 'code')
    return sendBack(state, style, asked, { error: 'unsupported_response_type' }, response);
  if (asked.codeChallenge !== null && query.get('code_challenge_method') !== 'S256') {
    return sendBack(state, style, asked, { error: 'invalid_request' }, response);
  }
  if (state.chosen !== null) return grant(state, style, asked, state.chosen, response);
  const id = randomToken();
  state.pending.set(id, asked);
  sendPage(response, 200, style, choices([...state.people.values()], id));
}

/** What a button of the page leads to. */
export function choose(
  state: OauthState,
  style: AuthorizeStyle,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const id = query.get('sign_in') ?? '';
  const asked = state.pending.get(id);
  if (asked === undefined) return sendPage(response, 400, style, '<p>This sign-in is over. Start again.</p>');
  state.pending.delete(id);
  const person = state.people.get(query.get('person') ?? '');
  if (person === undefined) return sendBack(state, style, asked, { error: 'access_denied' }, response);
  grant(state, style, asked, person, response);
}

function grant(
  state: OauthState,
  style: AuthorizeStyle,
  asked: Authorization,
  person: StandInPerson,
  response: ServerResponse,
): void {
  if (state.misbehaviour === 'access-denied')
    return sendBack(state, style, asked, { error: 'access_denied' }, response);
  const code = randomToken();
  state.codes.set(code, { ...asked, person });
  sendBack(state, style, asked, { code }, response);
}

function sendBack(
  state: OauthState,
  style: AuthorizeStyle,
  asked: Authorization,
  answer: Record<string, string>,
  response: ServerResponse,
): void {
  const target = new URL(asked.redirectUri);
  const given = state.misbehaviour === 'wrong-state' ? randomToken() : asked.state;
  const all = { ...answer, ...style.extraAnswer, ...(given === null ? {} : { state: given }) };
  for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
  response.writeHead(302, { location: target.href, 'cache-control': 'no-store' });
  response.end();
}

function choices(people: StandInPerson[], id: string): string {
  const button = (value: string, label: string) =>
    `<p><button name="person" value="${escapeHtml(value)}">${escapeHtml(label)}</button></p>`;
  const buttons = people.map((person) => button(person.id, `${person.name} (${person.email})`));
  return `<form action="/choose"><input type="hidden" name="sign_in" value="${id}">${buttons.join('')}${button('', 'Cancel')}</form>`;
}

function sendPage(response: ServerResponse, status: number, { providerName }: AuthorizeStyle, body: string): void {
  const title = `Stand-in for ${providerName}`;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(
    `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>This is not ${providerName}. It stands in for it in tests.</p>${body}</html>`,
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
