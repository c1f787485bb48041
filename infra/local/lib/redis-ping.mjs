// @ts-check
import { connect } from 'node:net';

/**
 * Whether a Redis on this machine takes the password and answers, by its inline protocol.
 * @param {number} port
 * @param {string} password
 * @returns {Promise<boolean>}
 */
export function redisPing(port, password) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    socket.setTimeout(2000);
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('+PONG') || answer.includes('-')) socket.destroy();
    });
    for (const event of ['error', 'timeout']) socket.on(event, () => socket.destroy());
    socket.on('close', () => resolve(answer.includes('+PONG')));
  });
}
