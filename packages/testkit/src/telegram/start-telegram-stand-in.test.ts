import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTelegramStandIn } from './start-telegram-stand-in.ts';
import type { TelegramStandIn } from './start-telegram-stand-in.ts';

const token = `7000000001:${'A'.repeat(35)}`;
const anna = { id: 501, first_name: 'Anna', username: 'anna' };
let telegram: TelegramStandIn;

beforeEach(async () => {
  telegram = await startTelegramStandIn();
  telegram.addBot({ token, id: 7000000001, username: 'bake_bot', name: 'Bake' });
});
afterEach(() => telegram.close());

async function call(method: string, parameters: unknown = {}, withToken = token) {
  const response = await fetch(`${telegram.url}/bot${withToken}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return { status: response.status, body: await response.json() };
}

describe('tokens and paths', () => {
  it('describes the bot of a known token and names itself a stand-in', async () => {
    const response = await fetch(`${telegram.url}/bot${token}/getMe`);
    expect(response.headers.get('server')).toBe('clawberth-telegram-stand-in');
    expect(await response.json()).toMatchObject({
      ok: true,
      result: { id: 7000000001, is_bot: true, username: 'bake_bot' },
    });
  });

  it('answers 401 to an unknown and to a revoked token', async () => {
    const unauthorised = { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } };
    expect(await call('getMe', {}, `7000000001:${'B'.repeat(35)}`)).toEqual(unauthorised);
    telegram.revoke(token);
    expect(await call('getMe')).toEqual(unauthorised);
  });

  it('gives a fresh token for the same bot, whose messages wait, and ends the old one', async () => {
    telegram.say({ from: anna, text: 'before' });
    const fresh = telegram.renewToken(token);
    expect(await call('getUpdates')).toMatchObject({ status: 401 });
    expect(await call('getMe', {}, fresh)).toMatchObject({
      body: { result: { id: 7000000001, username: 'bake_bot' } },
    });
    telegram.say({ from: anna, text: 'after', to: 7000000001 });
    const { body } = await call('getUpdates', {}, fresh);
    const { result } = body as { result: { message: { text: string } }[] };
    expect(result.map(({ message }) => message.text)).toEqual(['before', 'after']);
  });

  it('answers 404 to a malformed path and to an unknown method', async () => {
    const notFound = { status: 404, body: { ok: false, error_code: 404, description: 'Not Found' } };
    expect(await call('getMe', {}, 'nonsense')).toEqual(notFound);
    expect(await call('launchRockets')).toEqual(notFound);
  });

  it('logs which token asked for which method', async () => {
    await call('getMe');
    expect(telegram.requests()).toMatchObject([{ token, method: 'getMe', status: 200 }]);
  });
});

describe('bodies', () => {
  it('takes JSON, urlencoded and multipart alike', async () => {
    telegram.say({ from: anna, text: 'hello' });
    const form = new FormData();
    form.set('chat_id', '501');
    form.set('text', 'three');
    await call('sendMessage', { chat_id: 501, text: 'one' });
    await fetch(`${telegram.url}/bot${token}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: '501', text: 'two' }),
    });
    await fetch(`${telegram.url}/bot${token}/sendMessage`, { method: 'POST', body: form });
    expect(telegram.sentTo(501).map((one) => one.text)).toEqual(['one', 'two', 'three']);
  });

  it('refuses malformed JSON, a lost boundary, an empty text, an unknown chat', async () => {
    const post = async (body: string, contentType: string) =>
      await (
        await fetch(`${telegram.url}/bot${token}/sendMessage`, {
          method: 'POST',
          body,
          headers: { 'content-type': contentType },
        })
      ).json();
    expect(await post('[]', 'application/json')).toMatchObject({
      error_code: 400,
      description: 'Bad Request: JSON object expected',
    });
    expect(await post('{"chat_id" 1}', 'application/json')).toMatchObject({ error_code: 400 });
    expect(await post('x', 'multipart/form-data')).toMatchObject({ description: 'Bad Request: boundary not found' });
    expect(await post('{"chat_id":1}', 'text/plain')).toMatchObject({ description: 'Bad Request: chat_id is empty' });
    expect(await call('sendMessage', { chat_id: 9, text: 'x' })).toMatchObject({
      body: { description: 'Bad Request: chat not found' },
    });
    telegram.say({ from: anna, text: 'hello' });
    expect(await call('sendMessage', { chat_id: 501, text: ' ' })).toMatchObject({
      body: { description: 'Bad Request: message text is empty' },
    });
  });

  it('gives back an uploaded document by getFile and download', async () => {
    telegram.say({ from: anna, text: 'hello' });
    const form = new FormData();
    form.set('chat_id', '501');
    form.set('document', new File(['price list'], 'prices.txt'));
    const sent = (await (
      await fetch(`${telegram.url}/bot${token}/sendDocument`, { method: 'POST', body: form })
    ).json()) as {
      result: { document: { file_id: string } };
    };
    const { body } = await call('getFile', { file_id: sent.result.document.file_id });
    const path = (body as { result: { file_path: string } }).result.file_path;
    expect(await (await fetch(`${telegram.url}/file/bot${token}/${path}`)).text()).toBe('price list');
    expect((await fetch(`${telegram.url}/file/bot${token}/documents/none`)).status).toBe(404);
  });
});

describe('getUpdates', () => {
  it('repeats an update until a later offset confirms it', async () => {
    telegram.say({ from: anna, text: '/start now' });
    const first = await call('getUpdates');
    const [update] = (first.body as { result: { update_id: number; message: unknown }[] }).result;
    expect(update?.message).toMatchObject({
      text: '/start now',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    expect((await call('getUpdates')).body).toEqual(first.body);
    expect((await call('getUpdates', { offset: (update?.update_id ?? 0) + 1 })).body).toEqual({ ok: true, result: [] });
  });

  it('holds a long poll until somebody writes', async () => {
    const poll = call('getUpdates', { timeout: 30 });
    await waitForPoll(1);
    telegram.say({ from: anna, text: 'are you open' });
    expect(await poll).toMatchObject({
      body: { ok: true, result: [{ message: { text: 'are you open', chat: { type: 'private' } } }] },
    });
  });

  it('ends the first of two pollers with 409', async () => {
    const first = call('getUpdates', { timeout: 30 });
    await waitForPoll(1);
    const second = call('getUpdates', { timeout: 30 });
    const description =
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
    expect(await first).toEqual({ status: 409, body: { ok: false, error_code: 409, description } });
    await waitForPoll(2);
    telegram.say({ from: anna, text: 'hello' });
    expect((await second).status).toBe(200);
  });

  it('leaves out kinds that are not allowed, and refuses while a webhook is set', async () => {
    await call('getUpdates', { allowed_updates: ['callback_query'] });
    telegram.say({ from: anna, text: 'unheard' });
    expect((await call('getUpdates')).body).toEqual({ ok: true, result: [] });
    await call('setWebhook', { url: 'https://bakery.example/hook' });
    expect(await call('getUpdates')).toMatchObject({ status: 409 });
    await call('deleteWebhook');
    expect(await call('getUpdates')).toMatchObject({ status: 200 });
  });

  async function waitForPoll(count: number) {
    await expect
      .poll(
        () => telegram.requests().filter((one) => one.method === 'getUpdates' && one.parameters.timeout === 30).length,
      )
      .toBe(count);
  }
});

describe('messages', () => {
  it('waits for a message that an edit completes, and keeps the edited text', async () => {
    telegram.say({ from: anna, text: 'hello' });
    const waiting = telegram.waitForMessage((one) => one.text === 'Hello Anna', 5_000);
    const { body } = await call('sendMessage', { chat_id: 501, text: 'Hello' });
    const messageId = (body as { result: { message_id: number } }).result.message_id;
    await call('editMessageText', { chat_id: 501, message_id: messageId, text: 'Hello Anna' });
    expect(await waiting).toMatchObject({ chatId: 501, edits: 1 });
    expect(
      (await call('editMessageText', { chat_id: 501, message_id: messageId, text: 'Hello Anna' })).body,
    ).toMatchObject({ error_code: 400 });
  });

  it('reports what was sent when the awaited message never comes', async () => {
    await expect(telegram.waitForMessage(() => false, 1)).rejects.toThrow('Sent so far: nothing');
  });

  it('keeps commands, reactions, buttons and deletions', async () => {
    const asked = telegram.say({ from: anna, text: 'hello' });
    await call('setMyCommands', { commands: [{ command: 'start', description: 'Begin' }] });
    expect(telegram.commandsOf(7000000001)).toEqual([{ command: 'start', description: 'Begin' }]);
    expect(await call('getMyCommands')).toMatchObject({ body: { result: [{ command: 'start' }] } });
    expect(await call('setMessageReaction', { chat_id: 501, message_id: asked, reaction: [] })).toMatchObject({
      body: { result: true },
    });
    const { body } = await call('sendMessage', { chat_id: 501, text: 'Pick', reply_markup: { inline_keyboard: [] } });
    const messageId = (body as { result: { message_id: number } }).result.message_id;
    telegram.press({ from: anna, messageId, data: 'yes' });
    const updates = (await call('getUpdates')).body as { result: unknown[] };
    expect(updates.result.at(-1)).toMatchObject({ callback_query: { data: 'yes' } });
    await call('deleteMessage', { chat_id: 501, message_id: messageId });
    expect(telegram.sentTo(501).at(-1)).toMatchObject({ deleted: true });
  });

  it('refuses sends to a person who blocked the bot, and floods with retry_after', async () => {
    telegram.say({ from: anna, text: 'hello' });
    telegram.block(501);
    expect(await call('sendMessage', { chat_id: 501, text: 'x' })).toMatchObject({ status: 403 });
    telegram.flood(7);
    expect(await call('getMe')).toMatchObject({ status: 429, body: { parameters: { retry_after: 7 } } });
  });
});

describe('outages and the control door', () => {
  it('is unreachable while down and answers again after', async () => {
    const poll = call('getUpdates', { timeout: 30 }).catch(() => 'broken');
    await expect.poll(() => telegram.requests().length).toBe(1);
    telegram.goDown();
    expect(await poll).toBe('broken');
    await expect(call('getMe')).rejects.toThrow('fetch failed');
    telegram.comeBack();
    expect(await call('getMe')).toMatchObject({ status: 200 });
  });

  it('can be driven from another process over HTTP', async () => {
    const control = async (name: string, ...parameters: unknown[]) => {
      const response = await fetch(`${telegram.url}/stand-in/${name}`, {
        method: 'POST',
        body: JSON.stringify(parameters),
      });
      return { status: response.status, body: await response.json() };
    };
    await control('goDown');
    await expect(call('getMe')).rejects.toThrow('fetch failed');
    await control('comeBack');
    expect(await control('say', { from: anna, text: 'hello' })).toEqual({ status: 200, body: { result: 1 } });
    await call('sendMessage', { chat_id: 501, text: 'Good day' });
    expect(await control('waitForMessage', { includes: 'Good' }, 1000)).toMatchObject({
      body: { result: { text: 'Good day' } },
    });
    expect(await control('revoke', 'unknown')).toMatchObject({ status: 400 });
    expect(await control('toString')).toMatchObject({ status: 404 });
  });
});
