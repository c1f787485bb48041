import { once } from 'node:events';
import { execa } from 'execa';

/** Documentation addresses (RFC 5737) that stand in for the public internet, and the clouds' metadata address. */
export const PUBLIC_ADDRESS = '198.51.100.80';
export const METADATA_ADDRESS = '169.254.169.254';
const LINK = { host: '203.0.113.1', outside: '203.0.113.2' };
const SPACE = 'cbrt-outside';

/** Answers on 80 and 443 (TCP) and, as a name server that knows every name, on 53 (UDP). */
const SERVERS = `
  const net = require('node:net');
  for (const port of [80, 443]) net.createServer((socket) => socket.end()).listen(port, '0.0.0.0');
  const udp = require('node:dgram').createSocket('udp4');
  udp.on('message', (query, from) => {
    const answer = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 198, 51, 100, 80]);
    const end = query.indexOf(0, 12) + 5;
    const reply = Buffer.concat([query.subarray(0, end), answer]);
    reply.writeUInt16BE(0x8180, 2);
    reply.writeUInt16BE(1, 6);
    reply.writeUInt16BE(0, 8);
    reply.writeUInt16BE(0, 10);
    udp.send(reply, from.port, from.address);
  });
  // Bound to the address that was asked: from 0.0.0.0 the answer would come from another one.
  udp.bind(53, '${PUBLIC_ADDRESS}', () => console.log('listening'));
`;

/** A machine beyond the host, in a network namespace: what a bot could reach if the walls let it. */
export async function openOutsideWorld(): Promise<{ close: () => Promise<void> }> {
  await tearDown();
  const ip = (...args: string[]) => execa('ip', args);
  await ip('netns', 'add', SPACE);
  await ip('link', 'add', 'cbrt-out', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', SPACE);
  await ip('addr', 'add', `${LINK.host}/30`, 'dev', 'cbrt-out');
  await ip('link', 'set', 'cbrt-out', 'up');
  await ip('-n', SPACE, 'link', 'set', 'lo', 'up');
  await ip('-n', SPACE, 'addr', 'add', `${LINK.outside}/30`, 'dev', 'eth0');
  await ip('-n', SPACE, 'link', 'set', 'eth0', 'up');
  await ip('-n', SPACE, 'route', 'add', 'default', 'via', LINK.host);
  for (const address of [PUBLIC_ADDRESS, METADATA_ADDRESS]) {
    await ip('-n', SPACE, 'addr', 'add', `${address}/32`, 'dev', 'lo');
    await ip('route', 'replace', `${address}/32`, 'via', LINK.outside);
  }
  const servers = execa('ip', ['netns', 'exec', SPACE, process.execPath, '-e', SERVERS], { reject: false });
  await once(servers.stdout, 'data');
  return {
    close: async () => {
      servers.kill();
      await servers;
      await tearDown();
    },
  };
}

/** Also takes away what a killed run left; each part may be missing. */
async function tearDown(): Promise<void> {
  for (const address of [PUBLIC_ADDRESS, METADATA_ADDRESS]) {
    await execa('ip', ['route', 'del', `${address}/32`, 'via', LINK.outside], { reject: false });
  }
  await execa('ip', ['link', 'del', 'cbrt-out'], { reject: false });
  await execa('ip', ['netns', 'del', SPACE], { reject: false });
}
