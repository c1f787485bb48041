import { join } from 'node:path';
import { listBuildEntrances } from '../../authorisation/entrances/list-build-entrances.ts';
import type { Call } from '../../authorisation/row.ts';
import { send } from '../../authorisation/run/send.ts';
import type { Person } from '../../harness/browser.ts';
import { REPO } from '../../harness/stack.ts';
import { PORTS } from '../../harness/world.ts';
import { sample } from '../places/sample.ts';
import { ADDRESS } from '../record-answers.ts';
import type { Scene } from '../scene.ts';

/** Secrets where no form would put them: the wrong field, a body that is no JSON, an address, a header. */
export async function plantByHand(scene: Scene, { context }: Person): Promise<void> {
  const { flock, world, botId } = scene;
  const { url } = world.stack;
  const slug = new URL(scene.organisationUrl).pathname.split('/').at(-1) ?? '';
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const actionIds = await readActionIds();
  const page = `/o/${slug}/bots/${botId}/keys`;

  const ask = async (what: string, call: Call, action?: string, as: string | null = cookie) => {
    const actionId = action === undefined ? undefined : (actionIds.get(action) ?? action);
    const reply = await send(url, { cookie: as, address: ADDRESS }, call, actionId);
    if (reply.answer === 'ok') throw new Error(`${what}: was taken.`);
    scene.byHand.push({ status: reply.status, sample: sample(`by hand: ${what}`, reply.everything) });
  };
  const act = (what: string, action: string, input: unknown) =>
    ask(what, { method: 'POST', path: page, actionArguments: [slug, input] }, `action ${action}`);
  const key = () => flock.openaiKey('key in the wrong field');

  await act('key as a bot’s id', 'keys replaceProviderKeyAction', { botId: key(), key: 'x' });
  await act('token within an object', 'keys replaceTelegramTokenAction', { botId, token: { is: key() } });
  await act('key as a field’s name', 'keys replaceTelegramTokenAction', { botId, [key()]: key() });
  const form = { botId, expectedVersion: 1, name: 'Clerk', instructions: '', about: '', modelId: 'gpt-5.4-mini' };
  await act('key as the model', 'personality configureBotAction', { ...form, modelId: key() });
  await act('key in the name', 'personality configureBotAction', { ...form, name: flock.openaiKey('key in a name') });
  await act('key in the personality', 'personality configureBotAction', {
    ...form,
    instructions: `Use ${flock.anthropicKey('key in the personality')} for that.`,
  });
  await act('token in the personality', 'personality configureBotAction', {
    ...form,
    about: `The bot is ${flock.telegramToken('token in the personality', 8_123_456_789)}.`,
  });

  const reset = {
    method: 'POST',
    path: '/forgot',
    actionArguments: [{ email: flock.password('password as an e-mail address') }],
  };
  await ask('password as an e-mail address', reset, 'action password askForResetAction', null);

  const half = (kind: string) => `[${JSON.stringify(slug)},{"botId":"${botId}","key":"${flock.openaiKey(kind)}`;
  for (const body of [
    half('key in broken JSON'),
    flock.openaiKey('key in broken JSON'),
    `{"key":${flock.openaiKey('key in broken JSON')}}`,
  ])
    await askRaw(scene, 'action with broken JSON', `${url}${page}`, {
      method: 'POST',
      headers: {
        ...actionHeaders(url, cookie, actionIds.get('action keys replaceProviderKeyAction') ?? ''),
        'content-type': 'text/plain;charset=UTF-8',
      },
      body,
    });
  const chat = `/api/o/${slug}/bots/${botId}/chat`;
  for (const body of [
    flock.openaiKey('key in broken JSON'),
    `{"message":${flock.openaiKey('key in broken JSON')}}`,
    JSON.stringify({ [key()]: 1 }),
  ])
    await ask('chat with a broken message', { method: 'POST', path: chat, body });

  const inAddress = () => flock.openaiKey('key in an address');
  await askRaw(scene, 'page with a query', `${scene.organisationUrl}/bots?key=${inAddress()}`, { headers: { cookie } });
  await askRaw(scene, 'page that is not there', `${scene.organisationUrl}/${inAddress()}`, { headers: { cookie } });
  await askRaw(scene, 'sign-in with a query', `${url}/sign-in?next=/${inAddress()}`, {});
  await ask('route with a query', { method: 'GET', path: `/api/o/${slug}/audit/export?format=${inAddress()}` });
  await ask('route of another organisation', { method: 'GET', path: `/api/o/${inAddress()}/bots/events` });
  await ask('route of another bot', { method: 'GET', path: `/api/o/${slug}/bots/${inAddress()}/logs` });
  const forged = `next-auth.session-token=${flock.plain('session cookie, forged', 64)}`;
  await ask('forged cookie', { method: 'GET', path: `/api/o/${slug}/bots/events` }, undefined, forged);
  await askAirlock(scene);
}

/** The airlock's two doors, which answer to nobody without a token of theirs. */
async function askAirlock(scene: Scene): Promise<void> {
  const { flock, botId } = scene;
  const token = () => flock.plain('token at the airlock, forged', 43);
  const inbound = `http://127.0.0.1:${PORTS.inbound}`;
  await askRaw(scene, 'airlock: ticket', `${inbound}/bots/${botId}/chat`, {
    headers: { authorization: `Bearer ${token()}` },
  });
  await askRaw(scene, 'airlock: address', `${inbound}/${token()}?ticket=${token()}`, {});
  const door = `http://127.0.0.1:${PORTS.door}`;
  await askRaw(scene, 'door: model', `${door}/model/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
    body: `{"key":${token()}`,
  });
  await askRaw(scene, 'door: Telegram', `${door}/telegram/bot8123456789:${token()}/getMe`, {});
}

async function askRaw(scene: Scene, what: string, url: string, init: RequestInit): Promise<void> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(20_000), ...init });
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const everything = `${head}\n\n${await response.text()}`;
  scene.byHand.push({ status: response.status, sample: sample(`by hand: ${what}`, everything) });
}

const actionHeaders = (url: string, cookie: string, actionId: string) => ({
  origin: url,
  cookie,
  accept: 'text/x-component',
  'next-action': actionId,
});

async function readActionIds(): Promise<Map<string, string>> {
  const entrances = await listBuildEntrances(join(REPO, 'apps/dashboard/.next'));
  return new Map(entrances.flatMap((one) => (one.kind === 'action' ? [[one.id, one.actionId] as const] : [])));
}
