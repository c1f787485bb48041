import { expect, test } from 'vitest';
import type { GatewayLink } from './gateway-link.ts';
import { observeGateway } from './observe-gateway.ts';

// Answers as openclaw 2026.9.6 gave them, shortened.
const STATUS = {
  channelAccounts: {
    telegram: [
      {
        accountId: 'default',
        configured: true,
        running: true,
        connected: true,
        lifecycle: 'ready',
        lastError: null,
        lastInboundAt: 1795163540186,
      },
    ],
    slack: [{ accountId: 'default', configured: false }],
  },
};
const PAIRING = {
  requests: [
    {
      requestId: 'AXQCKK8amZB5RmO3J2FnFZJ3WEG_RAsf',
      channel: 'telegram',
      accountId: 'default',
      senderId: '555',
      metadata: { username: 'ann_v', firstName: 'Ann', lastName: 'Lee' },
      createdAt: '2026-11-20T08:30:30.500Z',
      expiresAt: '2026-11-20T09:30:30.500Z',
    },
  ],
  limits: { pendingPerAccount: 3, ttlMs: 3_600_000 },
};

function linkThatSays(status: unknown, pairing: unknown): GatewayLink {
  return {
    connected: () => true,
    call: (method, _params, schema) => Promise.resolve(schema.parse(method === 'channels.status' ? status : pairing)),
    onEvent: () => () => {},
    onChange: () => () => {},
    close: () => {},
  };
}

test('channels and waiting people in our words; channels that nobody configured are left out', async () => {
  expect(await observeGateway(linkThatSays(STATUS, PAIRING))).toEqual({
    channels: [
      {
        channel: 'telegram',
        accountId: 'default',
        connected: true,
        state: 'ready',
        lastError: null,
        lastInboundAt: '2026-11-20T08:32:20.186Z',
      },
    ],
    pairing: {
      limitPerAccount: 3,
      requests: [
        {
          requestId: 'AXQCKK8amZB5RmO3J2FnFZJ3WEG_RAsf',
          channel: 'telegram',
          accountId: 'default',
          senderId: '555',
          senderName: 'Ann Lee (@ann_v)',
          createdAt: '2026-11-20T08:30:30.500Z',
          expiresAt: '2026-11-20T09:30:30.500Z',
        },
      ],
    },
  });
});

test('an answer of another form is an error, not an empty list', async () => {
  await expect(observeGateway(linkThatSays({}, PAIRING))).rejects.toThrow('channelAccounts');
});
