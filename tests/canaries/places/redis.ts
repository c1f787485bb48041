import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { secretOf } from '../../harness/secret-of.ts';
import { filesBelow } from './files.ts';
import type { Instance } from './instance.ts';
import { sample, type Sample } from './sample.ts';

const MOST_BYTES = 256 * 1024 * 1024;

/** Every key with all that it holds, uncompressed (DUMP and RDB compress). */
const READ_ALL = `
local out = {}
local function add(value)
  if type(value) == 'table' then for _, one in ipairs(value) do add(one) end
  elseif value ~= nil and value ~= false then out[#out + 1] = tostring(value) end
end
for _, key in ipairs(redis.call('KEYS', '*')) do
  add(key)
  local kind = redis.call('TYPE', key)['ok']
  if kind == 'string' then add(redis.call('GET', key))
  elseif kind == 'hash' then add(redis.call('HGETALL', key))
  elseif kind == 'list' then add(redis.call('LRANGE', key, 0, -1))
  elseif kind == 'set' then add(redis.call('SMEMBERS', key))
  elseif kind == 'zset' then add(redis.call('ZRANGE', key, 0, -1, 'WITHSCORES'))
  elseif kind == 'stream' then add(redis.call('XRANGE', key, '-', '+'))
  else error('no reading of ' .. kind) end
end
return out`;

/** All keys, the server's own facts, and its files. The file with its password is its configuration. */
export async function* redisHolds(instance: Instance): AsyncGenerator<Sample> {
  yield sample('all keys', await ask(instance, ['--raw', 'EVAL', READ_ALL, '0']));
  for (const command of [
    ['CLIENT', 'LIST'],
    ['SLOWLOG', 'GET', '128'],
    ['ACL', 'LOG'],
    ['INFO', 'everything'],
  ])
    yield sample(command.join(' '), await ask(instance, command));
  yield* filesBelow(`${instance.home}/redis`);
}

/** Leaves a word there that the search must find. */
export async function markRedis(instance: Instance, marker: string): Promise<void> {
  await ask(instance, ['SET', `canary-control:${marker}`, marker, 'EX', '600']);
}

/** Everything that is said to Redis from now on (it leaves passwords out itself). */
export async function listenToRedis(instance: Instance): Promise<{ heard(): Buffer; stop(): void }> {
  const parts: Buffer[] = [];
  const child = spawn('redis-cli', ['-p', String(instance.ports.redis), 'MONITOR'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: await environment(),
  });
  await new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('exit', () => fail(new Error('redis-cli MONITOR has ended.')));
    child.stdout.once('data', () => done());
    child.stdout.on('data', (part: Buffer) => parts.push(part));
  });
  return { heard: () => Buffer.concat(parts), stop: () => void child.kill() };
}

async function ask(instance: Instance, command: string[]): Promise<Buffer> {
  const { stdout } = await promisify(execFile)('redis-cli', ['-p', String(instance.ports.redis), '-e', ...command], {
    encoding: 'buffer',
    maxBuffer: MOST_BYTES,
    env: await environment(),
  });
  return stdout;
}

async function environment(): Promise<NodeJS.ProcessEnv> {
  const password = decodeURIComponent(new URL(await secretOf('redis-url')).password);
  return { PATH: process.env['PATH'], REDISCLI_AUTH: password };
}
