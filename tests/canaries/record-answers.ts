import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came back over the wire, whole: status line, headers, and as much of the body as came. */
export type Answer = { method: string; url: string; status: number; head: string; body: () => Buffer };

export type Recorder = {
  /** A proxy for a browser: everything that it hears of plain HTTP passes here. */
  proxy: string;
  answers(): Answer[];
  close(): Promise<void>;
};

/** Loopback, as the kernel and the mailbox see it, but no other journey's: their failed sign-ins lock another address. */
export const ADDRESS = '127.0.0.77';

/**
 * Stands between browser and dashboard and keeps every answer as it came, redirects and streams too: what a page's own
 * scripts are told says nothing of answers that were abandoned. Compression is not offered, so that all of it can be read.
 */
export async function startRecorder(): Promise<Recorder> {
  const answers: Answer[] = [];
  const seen = new Set<string>();
  const agent = new Agent({ keepAlive: true, localAddress: ADDRESS });
  const server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? '';
    const { 'proxy-connection': _own, ...headers } = incoming.headers;
    const asked = request(
      url,
      {
        method: incoming.method ?? 'GET',
        headers: { ...headers, 'accept-encoding': 'identity' },
        agent,
      },
      (answer) => {
        keep(incoming, answer);
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      },
    );
    asked.on('error', () => outgoing.destroy());
    outgoing.on('close', () => asked.destroy());
    incoming.pipe(asked);
  });
  function keep({ method = '', url = '' }: IncomingMessage, answer: IncomingMessage): void {
    const chunks: Buffer[] = [];
    const head = [answer.statusMessage, ...answer.rawHeaders].join('\n');
    answers.push({ method, url, status: answer.statusCode ?? 0, head, body: () => Buffer.concat(chunks) });
    // The build's own files are the same for everybody; once is enough.
    if (url.includes('/_next/static/') && seen.has(url)) return;
    seen.add(url);
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    proxy: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: () => [...answers],
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<unknown>((done) => server.close(done));
    },
  };
}
