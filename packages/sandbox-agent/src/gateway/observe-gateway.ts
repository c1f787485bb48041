import type { ChannelStatus, PairingRequest } from '@clawberth/openclaw/agent-protocol';
import { z } from 'zod';
import type { GatewayLink } from './gateway-link.ts';

const epochMs = z.number().nullish();
const channelsSchema = z.object({
  channelAccounts: z.record(
    z.string(),
    z.array(
      z.object({
        accountId: z.string(),
        configured: z.boolean().optional(),
        running: z.boolean().optional(),
        connected: z.boolean().optional(),
        lifecycle: z.string().optional(),
        healthState: z.string().optional(),
        lastError: z.string().nullish(),
        lastInboundAt: epochMs,
      }),
    ),
  ),
});

const pairingSchema = z.object({
  requests: z.array(
    z.object({
      requestId: z.string(),
      channel: z.string(),
      accountId: z.string(),
      senderId: z.string(),
      metadata: z.record(z.string(), z.string()).optional(),
      createdAt: z.string(),
      expiresAt: z.string().optional(),
    }),
  ),
  limits: z.object({ pendingPerAccount: z.number() }),
});

export type Observation = {
  channels: ChannelStatus[];
  pairing: { requests: PairingRequest[]; limitPerAccount: number };
};

/** Channels and waiting people as the gateway sees them now; about 10 ms on loopback. */
export async function observeGateway(link: GatewayLink): Promise<Observation> {
  const [status, pairing] = await Promise.all([
    link.call('channels.status', {}, channelsSchema),
    link.call('channels.pairing.list', {}, pairingSchema),
  ]);
  return {
    channels: Object.entries(status.channelAccounts).flatMap(([channel, accounts]) =>
      accounts
        .filter(({ configured }) => configured !== false)
        .map((account) => ({
          channel,
          accountId: account.accountId,
          connected: account.connected === true,
          state: account.lifecycle ?? account.healthState ?? (account.running ? 'running' : 'stopped'),
          lastError: account.lastError?.slice(0, 2_000) ?? null,
          lastInboundAt: account.lastInboundAt ? new Date(account.lastInboundAt).toISOString() : null,
        })),
    ),
    pairing: {
      limitPerAccount: pairing.limits.pendingPerAccount,
      requests: pairing.requests.map((request) => ({
        channel: request.channel,
        accountId: request.accountId,
        requestId: request.requestId,
        senderId: request.senderId,
        senderName: senderName(request.metadata ?? {}),
        createdAt: new Date(request.createdAt).toISOString(),
        expiresAt: request.expiresAt ? new Date(request.expiresAt).toISOString() : null,
      })),
    },
  };
}

/** "Ann Lee (@ann_v)" from what the channel tells about a sender. An @ in a name would pass for a user name. */
function senderName(metadata: Record<string, string>): string | null {
  const name = [metadata['firstName'], metadata['lastName']].filter(Boolean).join(' ').replaceAll('@', '');
  const handle = metadata['username'] ? `@${metadata['username']}` : '';
  const text = name && handle ? `${name} (${handle})` : name || handle;
  return text === '' ? null : text.slice(0, 200);
}
