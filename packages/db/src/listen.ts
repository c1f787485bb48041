import { Client } from 'pg';

/**
 * Calls `onPayload` for each NOTIFY on `channel` until `signal` aborts. Resolves once Postgres listens;
 * rejects when the first connection fails. A connection that breaks later is made again; what was sent
 * meanwhile is lost, so `onReconnect` is called for the caller to look at the rows itself.
 */
export type Listen = (
  channel: string,
  onPayload: (payload: string) => void,
  signal: AbortSignal,
  onReconnect?: () => void,
) => Promise<void>;

type Listener = { channel: string; onPayload: (payload: string) => void; onReconnect: (() => void) | undefined };

const retryMs = { first: 100, most: 5_000 };

/** One dedicated connection, shared by all channels of a process, opened by the first listener. */
export function createListener(url: string): { listen: Listen; close: () => Promise<void> } {
  const listeners = new Set<Listener>();
  let connection: Promise<Client> | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let closed = false;
  /** A connection broke, and what was sent since went unheard. */
  let missed = false;

  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload }) => {
      for (const listener of listeners) if (listener.channel === channel) listener.onPayload(payload ?? '');
    });
    await client.connect();
    try {
      for (const channel of new Set([...listeners].map((listener) => listener.channel)))
        await subscribe(client, channel);
    } catch (error) {
      await client.end();
      throw error;
    }
    client.once('end', () => {
      missed = true;
      reconnect(retryMs.first);
    });
    if (missed) for (const listener of listeners) listener.onReconnect?.();
    missed = false;
    return client;
  };

  const reconnect = (waitMs: number): void => {
    connection = undefined;
    clearTimeout(retryTimer);
    if (closed || listeners.size === 0) return;
    retryTimer = setTimeout(() => {
      connection = connect();
      connection.catch(() => reconnect(Math.min(waitMs * 2, retryMs.most)));
    }, waitMs);
  };

  const listen: Listen = async (channel, onPayload, signal, onReconnect) => {
    if (closed) throw new Error('The database is closed.');
    if (signal.aborted) return;
    const listener = { channel, onPayload, onReconnect };
    listeners.add(listener);
    signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
    clearTimeout(retryTimer);
    connection ??= connect();
    try {
      await subscribe(await connection, channel);
    } catch (error) {
      listeners.delete(listener);
      reconnect(retryMs.first);
      throw error;
    }
  };

  return {
    listen,
    close: async () => {
      closed = true;
      clearTimeout(retryTimer);
      listeners.clear();
      const open = await connection?.catch(() => undefined);
      await open?.end();
    },
  };
}

async function subscribe(client: Client, channel: string): Promise<void> {
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
}
