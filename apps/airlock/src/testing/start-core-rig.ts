import { sandbox } from '@clawberth/core';
import { connectTo } from '@clawberth/db/testing';
import { createTestServices, makeBot, makeOrganisation, observeBot, placeSandbox } from '@clawberth/core/testing';
import { startOpenaiStandIn, startTelegramStandIn } from '@clawberth/testkit';
import { startBotsDoor } from '../bots-door/start-bots-door.ts';
import { createCoreDirectory } from '../core-directory.ts';
import { createDoor } from '../http/create-door.ts';
import { TUNABLES, type Tunables } from '../tunables.ts';

export const MODEL = 'gpt-5.4-mini';

export type CoreRig = Awaited<ReturnType<typeof startCoreRig>>;

/** The bots' door on a real database: bots deployed by core's own verb, stand-ins for Telegram and a provider outside. */
export async function startCoreRig(limits: Partial<Tunables> = {}) {
  const [telegram, openai] = await Promise.all([startTelegramStandIn(), startOpenaiStandIn()]);
  openai.addModel(MODEL);
  const services = await createTestServices({ telegramApiRoot: telegram.url, providerRoots: { openai: openai.url } });
  const ours = await makeOrganisation(services);
  const door = createDoor({
    directory: createCoreDirectory(services),
    limits: { ...TUNABLES, shutdownMs: 200, ...limits },
    log: services.log,
  });
  const server = await startBotsDoor(door, services.outside, { host: '127.0.0.1', port: 0 });
  const root = `http://127.0.0.1:${server.port}`;

  async function tokensOf(botId: string) {
    const desired = await sandbox.loadDesired(services, botId);
    if (desired === null) throw new Error('the bot is not there');
    return sandbox.openBotTokens(services, desired);
  }

  let nextId = 7_200_000_000;
  /** A bot on Telegram with a key of its own, seen running by the worker, with its sandbox on loopback. */
  async function deploy(key: string) {
    nextId += 1;
    const telegramBotId = nextId;
    const token = `${telegramBotId}:${'T'.repeat(35)}`;
    telegram.addBot({ token, id: telegramBotId, username: `bake_${telegramBotId}_bot`, name: 'Bake' });
    openai.addKey(key);
    const { botId } = await makeBot(ours.owner, {
      channel: 'telegram',
      telegramToken: token,
      providerId: 'openai',
      modelId: MODEL,
      providerKey: key,
    });
    await placeSandbox(ours.owner, botId, { address: '127.0.0.1', subnet: '127.0.0.0/24' });
    await observeBot(
      ours.owner,
      botId,
      { observedState: 'running', observedGeneration: 1, observedConfigVersion: 1, channelConnected: true },
      ['gateway_ready', 'channel_connected'],
    );
    return { botId, token, telegramBotId };
  }

  /** What the worker does once the sandbox that held the earlier tokens is gone. */
  async function endOldTokens(botId: string) {
    const lease = await sandbox.claimLease(services, { botId, owner: 'test', seconds: 10 });
    const desired = await sandbox.loadDesired(services, botId);
    if (lease === null || desired === null) throw new Error('the bot is not there');
    await sandbox.endOldTokens(services, lease, desired);
    await sandbox.releaseLease(services, lease);
  }

  /** Does something of which the airlock hears nothing, as while its connection is broken; then the connection breaks. */
  async function missChange(change: () => Promise<void>) {
    const [owner, app] = [await connectTo(services.ownerUrl), await connectTo(services.appUrl)];
    try {
      for (const table of ['BotSecret', 'SandboxToken'])
        await owner.query(`alter table "${table}" disable trigger user`);
      await change();
      for (const table of ['BotSecret', 'SandboxToken'])
        await owner.query(`alter table "${table}" enable trigger user`);
      // Only its own role may end it.
      const ended = await app.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`,
      );
      if (ended.length === 0) throw new Error('nobody was listening');
    } finally {
      await owner.close();
      await app.close();
    }
  }

  return {
    endOldTokens,
    missChange,
    telegram,
    openai,
    services,
    ours,
    door,
    deploy,
    tokensOf,
    callTelegram: async (standIn: string | null, method: string, parameters: unknown = {}) => {
      const response = await fetch(`${root}/telegram/bot${standIn}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(parameters),
      });
      return { status: response.status, body: (await response.json()) as { ok: boolean; result: unknown } };
    },
    ask: (airlockToken: string, text: string, stream = true) =>
      fetch(`${root}/model/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${airlockToken}` },
        body: JSON.stringify({ model: MODEL, stream, messages: [{ role: 'user', content: text }] }),
      }),
    close: async () => {
      await Promise.all([server.close(), door.upstream.destroy()]);
      await Promise.all([services.close(), telegram.close(), openai.close()]);
    },
  };
}
