import { get } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REAL_TOKEN, STAND_IN, startRig } from '../testing/start-rig.ts';
import type { Rig } from '../testing/start-rig.ts';

const anna = { id: 501, first_name: 'Anna' };
let rig: Rig;
beforeEach(async () => {
  rig = await startRig({
    requestsPerBot: 3,
    connectionsPerAddress: 8,
    telegramUploadBytes: 64 * 1024,
    telegramTextBytes: 16 * 1024,
    stoppedPollMs: 100,
    refusedPollGraceMs: 300,
  });
});
afterEach(() => rig.close());

async function call(method: string, parameters: unknown = {}, init: RequestInit = {}, token = STAND_IN) {
  const response = await fetch(`${rig.botsUrl}/telegram/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
    ...init,
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: text === '' ? null : (JSON.parse(text) as { ok: boolean; result: unknown; description?: string }),
  };
}

describe('the way through', () => {
  it("swaps the real token in and gives Telegram's own answer back", async () => {
    expect((await call('getMe')).body).toMatchObject({ ok: true, result: { username: 'bake_bot' } });
    expect(rig.telegram.requests()).toMatchObject([{ token: REAL_TOKEN, method: 'getMe', status: 200 }]);
  });

  it('holds a long poll open until somebody writes, and notes the time of it', async () => {
    const poll = call('getUpdates', { timeout: 30 });
    await expect.poll(() => rig.telegram.requests().length).toBe(1);
    rig.telegram.say({ from: anna, text: 'are you open' });
    expect((await poll).body).toMatchObject({ ok: true, result: [{ message: { text: 'are you open' } }] });
    expect(rig.directory.activity).toMatchObject([{ inbound: true }]);
    await call('sendMessage', { chat_id: 501, text: 'From seven' });
    expect(rig.telegram.sentTo(501)).toMatchObject([{ text: 'From seven' }]);
    expect(rig.directory.activity).toMatchObject([{ inbound: true }, { answered: true }]);
  });

  it('carries forms, uploads and file downloads', async () => {
    rig.telegram.say({ from: anna, text: 'hello' });
    await call('sendMessage', null, { headers: {}, body: new URLSearchParams({ chat_id: '501', text: 'by form' }) });
    const form = new FormData();
    form.set('chat_id', '501');
    form.set('document', new File(['prices'.repeat(4000)], 'prices.txt'));
    const sent = await call('sendDocument', null, { headers: {}, body: form });
    const { document } = (sent.body?.result ?? {}) as { document: { file_id: string } };
    const { file_path: path } = ((await call('getFile', { file_id: document.file_id })).body?.result ?? {}) as {
      file_path: string;
    };
    const file = await fetch(`${rig.botsUrl}/telegram/file/bot${STAND_IN}/${path}`);
    expect(await file.text()).toBe('prices'.repeat(4000));
    expect(rig.telegram.sentTo(501).map((one) => one.text)).toEqual(['by form', '']);
    const missing = await fetch(`${rig.botsUrl}/telegram/file/bot${STAND_IN}/documents/none`);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { ok: false, error_code: 404, description: 'Not Found' },
    ]);
  });

  it("tells visitors a sentence that fits them instead of OpenClaw's own, which counts as no answer", async () => {
    rig.telegram.say({ from: anna, text: 'hello' });
    const text =
      'OpenClaw: access not configured.\n\nYour Telegram user id: 501\nPairing code:\n<pre><code>2JZ7M675</code></pre>';
    await call('sendMessage', { chat_id: 501, text, parse_mode: 'HTML' });
    expect(rig.telegram.sentTo(501)).toMatchObject([{ text: 'Bake will be with you soon.' }]);
    expect(rig.directory.activity).toEqual([]);
  });

  it('passes no header on but the content type', async () => {
    await call(
      'getMe',
      {},
      {
        headers: {
          'content-type': 'application/json',
          cookie: 'a=b',
          authorization: 'Bearer x',
          'x-forwarded-for': '9.9.9.9',
          'accept-language': 'de',
        },
      },
    );
    const { headers } = rig.telegram.requests()[0] ?? { headers: {} };
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });
});

describe('who is turned away', () => {
  const forbidden = { ok: false, error_code: 403, description: 'Forbidden' };

  it('refuses an unknown token, a malformed one, and a right one from another address', async () => {
    rig.directory.addTelegram(
      `7000000002:${'O'.repeat(35)}`,
      { botId: 'b', organisationId: 'o', kind: 'telegram_stand_in', telegramToken: REAL_TOKEN, botName: 'B' },
      '10.9.8.7',
    );
    for (const token of [`7000000001:${'X'.repeat(35)}`, 'short', REAL_TOKEN, `7000000002:${'O'.repeat(35)}`]) {
      expect(await call('getMe', {}, {}, token)).toMatchObject({ status: 403, body: forbidden });
    }
    expect(rig.telegram.requests()).toEqual([]);
  });

  it('refuses a deleted bot with the very next request', async () => {
    expect((await call('getMe')).status).toBe(200);
    rig.directory.forget(STAND_IN);
    expect(await call('getMe')).toMatchObject({ status: 403, body: forbidden });
  });

  it('lets nobody in while it cannot look callers up', async () => {
    rig.directory.broken = true;
    expect(await call('getMe')).toMatchObject({ status: 503 });
    expect(rig.telegram.requests()).toEqual([]);
  });

  it('refuses methods that take the bot away or give tokens out, in any spelling', async () => {
    for (const method of [
      'setWebhook',
      'SETWEBHOOK',
      'logOut',
      'close',
      'getManagedBotToken',
      'replaceManagedBotToken',
      'nonsense',
    ]) {
      expect({ method, ...(await call(method)) }).toMatchObject({ method, status: 403, body: { error_code: 403 } });
    }
    expect(rig.telegram.requests()).toEqual([]);
    expect((await call('deleteWebhook')).status).toBe(200);
    expect((await call('GETME')).status).toBe(200);
  });

  it('knows no other paths', async () => {
    for (const path of ['/', '/healthz', `/bot${STAND_IN}/getMe`, '/inbound/x/chat', '/telegramm/']) {
      expect((await fetch(`${rig.botsUrl}${path}`)).status).toBe(404);
    }
    for (const path of [
      `bot${STAND_IN}/getMe/../x`,
      `file/bot${STAND_IN}/../../bot1/getMe`,
      `file/bot${STAND_IN}/a/%2e%2e/b`,
      `file/bot${STAND_IN}/a//b`,
    ]) {
      expect([path, await rawStatus(`/telegram/${path}`)]).toEqual([path, 403]);
    }
    expect(rig.telegram.requests()).toEqual([]);
  });

  it('limits how many requests of a bot run at once, and frees them when the bot lets go', async () => {
    const held = new AbortController();
    // Telegram lets one poll stand, so the slots are filled with slow calls instead.
    rig.telegram.slowBy(60_000);
    const slow = [1, 2, 3].map(() => call('getMe', {}, { signal: held.signal }).catch(() => 'let go'));
    await expect
      .poll(async () => (await call('getMe', {}, { signal: AbortSignal.timeout(500) }).catch(() => null))?.status)
      .toBe(429);
    held.abort();
    expect(await Promise.all(slow)).toEqual(['let go', 'let go', 'let go']);
    rig.telegram.slowBy(0);
    await expect.poll(async () => (await call('getMe')).status).toBe(200);
  });

  it('limits how many connections one address holds open', async () => {
    const sockets = Array.from({ length: 12 }, () => connect(rig.botsPort, '127.0.0.1'));
    const closed = new Set<Socket>();
    for (const socket of sockets) socket.on('error', () => {}).on('close', () => closed.add(socket));
    await expect.poll(() => closed.size).toBe(4);
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await call('getMe').catch(() => null))?.status).toBe(200);
  });

  it('refuses bodies above the limits', async () => {
    const large = await call('sendMessage', { chat_id: 501, text: 'x'.repeat(17 * 1024) });
    expect(large).toMatchObject({ status: 413, body: { error_code: 413 } });
    const form = new FormData();
    form.set('document', new File(['x'.repeat(65 * 1024)], 'large.txt'));
    expect(await call('sendDocument', null, { headers: {}, body: form })).toMatchObject({ status: 413 });
    const unannounced = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 20; sent += 1) controller.enqueue(Buffer.alloc(4096, 'x'));
        controller.close();
      },
    });
    const init = {
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: unannounced,
      duplex: 'half',
    } as RequestInit;
    expect(await call('sendDocument', null, init)).toMatchObject({ status: 413 });
  });
});

/** The status of a path that is sent as written; fetch would tidy it up first. */
function rawStatus(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ port: rig.botsPort, path, agent: false }, (response) => resolve(response.resume().statusCode)).once(
      'error',
      reject,
    );
  });
}

describe('trouble upstream', () => {
  it('passes a revoked token on as Telegram says it', async () => {
    rig.telegram.revoke(REAL_TOKEN);
    expect(await call('getMe')).toMatchObject({
      status: 401,
      body: { ok: false, error_code: 401, description: 'Unauthorized' },
    });
  });

  it('rests polls under a token that BotFather has just ended, and then says so', async () => {
    rig.telegram.revoke(REAL_TOKEN);
    expect(await call('getUpdates', { timeout: 0 })).toMatchObject({ status: 200, body: { ok: true, result: [] } });
    await expect
      .poll(() => call('getUpdates', { timeout: 0 }))
      .toMatchObject({ status: 401, body: { ok: false, error_code: 401 } });
  });

  it('passes conflicts and floods on with their parameters', async () => {
    rig.telegram.flood(9);
    expect(await call('getMe')).toMatchObject({ status: 429, body: { parameters: { retry_after: 9 } } });
  });

  it("says in Telegram's shape that Telegram cannot be reached", async () => {
    rig.telegram.goDown();
    expect(await call('getMe')).toMatchObject({ status: 502, body: { ok: false, error_code: 502 } });
    rig.telegram.comeBack();
    expect((await call('getMe')).status).toBe(200);
  });

  it('ends the poll upstream when the bot goes away, so that its next one meets no conflict', async () => {
    const left = new AbortController();
    const poll = call('getUpdates', { timeout: 30 }, { signal: left.signal }).catch(() => 'left');
    await expect.poll(() => rig.telegram.requests().length).toBe(1);
    left.abort();
    expect(await poll).toBe('left');
    // The stand-in ends an abandoned poll as an empty answer, which it then logs.
    await expect.poll(() => rig.telegram.requests()[0]?.status).toBe(200);
  });
});

it('never shows the real token, in no answer, no header and no log line', async () => {
  rig.telegram.say({ from: anna, text: `my token is ${REAL_TOKEN}` });
  const fileId = rig.telegram.putFile(`backup: ${REAL_TOKEN}`);
  const answers = [
    await call('getUpdates'),
    await call('getMe'),
    await call('sendMessage', { chat_id: 501, text: `echo ${REAL_TOKEN}` }),
  ];
  answers.push(
    await call('getUpdates', { allowed_updates: '[' }),
    await call('sendMessage', { chat_id: REAL_TOKEN, text: 'x' }),
  );
  const { file_path: path } = ((await call('getFile', { file_id: fileId })).body?.result ?? {}) as {
    file_path: string;
  };
  const file = await (await fetch(`${rig.botsUrl}/telegram/file/bot${STAND_IN}/${path}`)).text();
  rig.telegram.goDown();
  answers.push(await call('getMe'));
  expect(answers.map((one) => one.text).join('') + file + rig.log()).not.toContain(REAL_TOKEN);
  expect(file).toBe('backup: [removed]');
  expect(rig.log()).toContain('"route":"telegram.getMe"');
  for (const secret of [STAND_IN, 'my token is', 'echo']) expect(rig.log()).not.toContain(secret);
});
