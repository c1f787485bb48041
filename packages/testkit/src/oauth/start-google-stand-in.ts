import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { sendJson } from '../http/send-json.ts';
import type { ListenOptions } from '../http/start-loopback-server.ts';
import { authorize, choose } from './authorize.ts';
import type { Grant, OauthState, StandInPerson } from './oauth-state.ts';
import { readBearer, redeemCode } from './redeem-code.ts';
import { startOauthStandIn } from './start-oauth-stand-in.ts';
import type { OauthCall, OauthStandIn } from './start-oauth-stand-in.ts';

const KEY_ID = 'clawberth-google-stand-in';
const ID_TOKEN_SECONDS = 3600;
const style = { providerName: 'Google', extraAnswer: {} };

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>;
type Keys = { real: SigningKey; forged: SigningKey };

/**
 * Starts Google's OpenID Connect on loopback: discovery at `/.well-known/openid-configuration`, authorize, token
 * with PKCE, RS256 id_token, key set and userinfo, on Google's own paths. The issuer is the stand-in's address.
 */
export async function startGoogleStandIn(options: ListenOptions = {}): Promise<OauthStandIn> {
  const keys = { real: await generateKeyPair('RS256'), forged: await generateKeyPair('RS256') };
  return startOauthStandIn({ banner: 'clawberth-google-stand-in', handle: (call) => handle(call, keys) }, options);
}

function handle(call: OauthCall, keys: Keys): Promise<void> | null {
  const { state, root, query, request, response } = call;
  const routes: Record<string, () => Promise<void> | void> = {
    'GET /.well-known/openid-configuration': () => sendJson(response, 200, discovery(root)),
    'GET /o/oauth2/v2/auth': () => authorize(state, style, query, response),
    'GET /choose': () => choose(state, style, query, response),
    'POST /token': () => token(call, keys),
    'GET /oauth2/v3/certs': () => certificates(call, keys),
    'GET /v1/userinfo': () => {
      const grant = readBearer(state, request);
      if (grant === null)
        return sendJson(response, 401, { error: 'invalid_request', error_description: 'Invalid Credentials' });
      sendJson(response, 200, claimsOf(grant.person));
    },
  };
  const route = routes[`${request.method} ${call.path}`];
  return route === undefined ? null : Promise.resolve(route());
}

/** The fields of Google's own document that clients read. */
function discovery(root: string) {
  return {
    issuer: root,
    authorization_endpoint: `${root}/o/oauth2/v2/auth`,
    token_endpoint: `${root}/token`,
    userinfo_endpoint: `${root}/v1/userinfo`,
    jwks_uri: `${root}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'picture', 'sub'],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code'],
  };
}

async function certificates({ response }: OauthCall, { real }: Keys): Promise<void> {
  const jwk = await exportJWK(real.publicKey);
  sendJson(response, 200, { keys: [{ ...jwk, kid: KEY_ID, alg: 'RS256', use: 'sig' }] });
}

async function token({ state, root, request, response }: OauthCall, keys: Keys): Promise<void> {
  const redeemed = await redeemCode(state, request);
  if (!redeemed.ok) {
    const error = {
      client: 'invalid_client',
      code: 'invalid_grant',
      redirect: 'redirect_uri_mismatch',
      'grant-type': 'unsupported_grant_type',
    }[redeemed.why];
    const status = redeemed.why === 'client' ? 401 : 400;
    return sendJson(response, status, { error, error_description: status === 401 ? 'Unauthorized' : 'Bad Request' });
  }
  const { grant, accessToken } = redeemed;
  sendJson(
    response,
    200,
    {
      access_token: accessToken,
      expires_in: 3599,
      scope: grant.scope,
      token_type: 'Bearer',
      ...(grant.scope.split(' ').includes('openid') ? { id_token: await idToken(state, root, grant, keys) } : {}),
    },
    { 'cache-control': 'no-store' },
  );
}

function idToken({ misbehaviour }: OauthState, root: string, grant: Grant, keys: Keys): Promise<string> {
  const now = Math.floor(Date.now() / 1000) - (misbehaviour === 'expired-id-token' ? 2 * ID_TOKEN_SECONDS : 0);
  const nonce = misbehaviour === 'wrong-nonce' ? 'another-nonce' : grant.nonce;
  const { clientId } = grant.client;
  return new SignJWT({ ...claimsOf(grant.person), azp: clientId, ...(nonce === null ? {} : { nonce }) })
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
    .setIssuer(root)
    .setAudience(misbehaviour === 'wrong-audience' ? 'another-app.apps.googleusercontent.com' : clientId)
    .setIssuedAt(now)
    .setExpirationTime(now + ID_TOKEN_SECONDS)
    .sign(misbehaviour === 'forged-id-token' ? keys.forged.privateKey : keys.real.privateKey);
}

function claimsOf({ id, email, emailVerified = true, name }: StandInPerson) {
  return { sub: id, email, email_verified: emailVerified, name };
}
