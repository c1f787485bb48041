import { createServer } from 'node:http';
import { bot, sandbox, ticket } from '@clawberth/core';
import { createTestServices, makeBot, makeOrganisation, observeBot, placeSandbox } from '@clawberth/core/testing';
import type { TestOrganisation, TestServices } from '@clawberth/core/testing';
import { startOpenaiStandIn, startTelegramStandIn } from '@clawberth/testkit';
import type { ModelStandIn, TelegramStandIn } from '@clawberth/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBotsDoor } from './bots-door/start-bots-door.ts';
import { createCoreDirectory } from './core-directory.ts';
import { createDoor } from './http/create-door.ts';
import type { RunningServer } from './http/start-server.ts';
import { startInboundDoor } from './inbound/start-inbound-door.ts';
import { TUNABLES } from './tunables.ts';

// The airlock on a real database: bots deployed by core's own verb, secrets sealed by the vault.
const telegramToken = `7100000001:${'T'.repeat(35)}`;
const providerKey = 'sk-realkey-0123456789abcdefghij';
const inside = { address: '127.0.0.1', subnet: '127.0.0.0/24' };
const elsewhere = { address: '172.31.0.2', subnet: '172.31.0.0/24' };

let telegram: TelegramStandIn;
let openai: ModelStandIn;
let services: TestServices;
let ours: TestOrganisation;
let doors: { bots: RunningServer; inbound: RunningServer; close(): Promise<void> };

beforeAll(async () => {
  [telegram, openai] = await Promise.all([startTelegramStandIn(), startOpenaiStandIn()]);
  openai.addKey(providerKey);
  openai.addModel('gpt-5.4-mini');
  services = await createTestServices({ telegramApiRoot: telegram.url, providerRoots: { openai: openai.url } });
  ours = await makeOrganisation(services);
  const limits = { ...TUNABLES, shutdownMs: 200 };
  const door = createDoor({ directory: createCoreDirectory(services), limits, log: services.log });
  const bots = await startBotsDoor(door, services.outside, { host: '127.0.0.1', port: 0 });
  const inbound = await startInboundDoor(door, { host: '127.0.0.1', port: 0 });
  doors = {
    bots,
    inbound,
    close: async () => void (await Promise.all([bots.close(), inbound.close(), door.upstream.destroy()])),
  };
});
afterAll(async () => {
  await doors.close();
  await Promise.all([services.close(), telegram.close(), openai.close()]);
});

let nextId = 7100000001;
async function deploy(place: typeof inside) {
  const id = nextId++;
  const token = `${id}:${'T'.repeat(35)}`;
  telegram.addBot({ token, id, username: `bake_${id}_bot`, name: 'Bake' });
  const { botId } = await makeBot(ours.owner, {
    channel: 'telegram',
    telegramToken: token,
    providerId: 'openai',
    modelId: 'gpt-5.4-mini',
    providerKey,
  });
  await placeSandbox(ours.owner, botId, place);
  const desired = await sandbox.loadDesired(services, botId);
  if (desired === null) throw new Error('the bot is not there');
  return { botId, token, tokens: await sandbox.openBotTokens(services, desired) };
}

const getMe = (standIn: string) => fetch(`http://127.0.0.1:${doors.bots.port}/telegram/bot${standIn}/getMe`);
const ask = (airlockToken: string, model = 'gpt-5.4-mini') =>
  fetch(`http://127.0.0.1:${doors.bots.port}/model/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${airlockToken}` },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Are you open?' }] }),
  });

it('lets a deployed bot through both ways under the real token and key', async () => {
  const { token, tokens } = await deploy(inside);
  expect(await (await getMe(tokens.telegramStandIn ?? '')).json()).toMatchObject({
    ok: true,
    result: { first_name: 'Bake' },
  });
  expect(telegram.requests().at(-1)).toMatchObject({ token, method: 'getMe' });
  expect(await (await ask(tokens.airlockToken)).json()).toMatchObject({ object: 'chat.completion' });
  expect(openai.requests().at(-1)).toMatchObject({ key: providerKey, status: 200 });
  expect((await ask(tokens.airlockToken, 'gpt-6-sol')).status).toBe(403);
});

it('refuses the right tokens from an address outside the network of the bot', async () => {
  const { tokens } = await deploy(elsewhere);
  const before = [telegram.requests().length, openai.requests().length];
  expect((await getMe(tokens.telegramStandIn ?? '')).status).toBe(403);
  expect((await ask(tokens.airlockToken)).status).toBe(403);
  expect([telegram.requests().length, openai.requests().length]).toEqual(before);
});

it('takes neither token for the other kind', async () => {
  const { tokens } = await deploy(inside);
  expect((await ask(tokens.telegramStandIn ?? '')).status).toBe(403);
  expect((await getMe(tokens.airlockToken)).status).toBe(403);
});

it('refuses a bot from the moment of its deletion', async () => {
  const { botId, tokens } = await deploy(inside);
  expect((await ask(tokens.airlockToken)).status).toBe(200);
  await bot.remove(ours.owner, { botId, confirmName: 'Counter Clerk' });
  expect((await ask(tokens.airlockToken)).status).toBe(403);
  expect((await getMe(tokens.telegramStandIn ?? '')).status).toBe(403);
});

it('notes when somebody wrote and was answered, and no word of it', async () => {
  const { botId, tokens, token } = await deploy(inside);
  const id = Number(token.split(':')[0]);
  telegram.say({ from: { id: 501, first_name: 'Anna' }, text: 'a private question', to: id });
  const root = `http://127.0.0.1:${doors.bots.port}/telegram/bot${tokens.telegramStandIn}`;
  await fetch(`${root}/getUpdates`);
  await fetch(`${root}/sendMessage`, {
    method: 'POST',
    body: new URLSearchParams({ chat_id: '501', text: 'a private answer' }),
  });
  const times = () =>
    services.behind.bot.findUnique({
      where: { id: botId },
      select: { lastInboundAt: true, lastAnsweredAt: true },
    });
  await expect
    .poll(times)
    .toEqual({ lastInboundAt: expect.any(Date) as Date, lastAnsweredAt: expect.any(Date) as Date });
  expect(services.logLines.join('')).not.toContain('private');
});

it('tells on the bot’s page that the provider refuses the key, and that it answers again', async () => {
  const { botId, tokens } = await deploy(inside);
  const running = { observedState: 'running', observedGeneration: 1, observedConfigVersion: 1 } as const;
  await observeBot(ours.owner, botId, { ...running, channelConnected: true }, ['gateway_ready', 'channel_connected']);
  const view = () => bot.get(ours.viewer, { botId });
  expect((await ask(tokens.airlockToken)).status).toBe(200);
  expect(await view()).toMatchObject({ state: 'working', failure: null });

  openai.revokeKey(providerKey);
  try {
    expect((await ask(tokens.airlockToken)).status).toBe(401);
    await expect.poll(view).toMatchObject({
      state: 'needs_you',
      failure: { code: 'provider_key_refused', whoCanFix: 'you', action: 'replace_provider_key' },
    });
  } finally {
    openai.addKey(providerKey);
  }
  expect((await ask(tokens.airlockToken)).status).toBe(200);
  await expect.poll(view).toMatchObject({ state: 'working', failure: null });
});

it('takes the earlier model until the sandbox has taken the change, and no other', async () => {
  const { botId, tokens } = await deploy(inside);
  const models = async () => [
    (await ask(tokens.airlockToken, 'gpt-5.4-mini')).status,
    (await ask(tokens.airlockToken, 'gpt-5.6-luna')).status,
    (await ask(tokens.airlockToken, 'gpt-5.6-terra')).status,
  ];
  openai.addModel('gpt-5.6-luna');
  await observeBot(ours.owner, botId, { observedConfigVersion: 1 });
  expect(await models()).toEqual([200, 403, 403]);
  const form = { name: 'Counter Clerk', instructions: 'Be polite and brief.', about: 'We open at 8.' };
  await bot.configure(ours.owner, { botId, expectedVersion: 1, ...form, modelId: 'gpt-5.6-luna' });
  expect(await models()).toEqual([200, 200, 403]);
  await observeBot(ours.owner, botId, { observedConfigVersion: 2 });
  expect(await models()).toEqual([403, 200, 403]);
});

it('carries a chat to the agent by a real ticket, and by no other', async () => {
  // An address of this test's own: the agent's port is fixed.
  const { botId, tokens } = await deploy({ ...inside, address: '127.0.0.71' });
  const { ticket: chatTicket } = await ticket.openChat(ours.owner, { botId });
  const say = (text: string) =>
    fetch(`http://127.0.0.1:${doors.inbound.port}/inbound/${botId}/chat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${text}`, 'content-type': 'application/json' },
      body: '{"sessionId":"s","message":"hello"}',
    });
  // A stand-in for the sandbox agent, at the address and port where core says that it listens.
  const shown: (string | undefined)[] = [];
  const agent = createServer((request, response) => {
    shown.push(request.headers.authorization);
    request.resume();
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end('data: {"type":"final","text":"Good day"}\n\n');
  });
  await new Promise<void>((resolve, reject) => agent.once('error', reject).listen(18080, '127.0.0.71', resolve));
  try {
    expect(await (await say(chatTicket)).text()).toBe('data: {"type":"final","text":"Good day"}\n\n');
    expect(shown).toEqual([`Bearer ${tokens.agentToken}`]);
    expect((await say(`${chatTicket.slice(0, -2)}xx`)).status).toBe(401);
    expect((await say((await ticket.openLogs(ours.owner, { botId })).ticket)).status).toBe(404);
    expect(shown).toHaveLength(1);
  } finally {
    agent.closeAllConnections();
    agent.close();
  }
});

it('keeps the real token and key out of the log', () => {
  const log = services.logLines.join('');
  expect(log).toContain('telegram.getMe');
  for (const secret of [telegramToken, providerKey]) expect(log).not.toContain(secret);
});
