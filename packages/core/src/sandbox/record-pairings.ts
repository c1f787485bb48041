import { randomUUID } from 'node:crypto';
import type { PairingRequest } from '@clawberth/openclaw';
import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import { readAsSystem } from '../scope-of.ts';

/** OpenClaw keeps a request for an hour; used when it does not say how long. */
const USUAL_LIFE_MS = 3_600_000;

/**
 * Makes the waiting people equal to what the sandbox says: new ones are added and told in the audit log,
 * those that the sandbox no longer knows have expired. What somebody decided stays decided.
 */
export async function recordPairings(
  services: Services,
  lease: Lease,
  requests: readonly PairingRequest[],
): Promise<void> {
  const { botId, organisationId } = lease;
  const known = await readAsSystem(services, organisationId).pairingRequest.findMany({
    where: {
      botId,
      organisationId,
      OR: [{ state: 'waiting' }, { requestId: { in: requests.map((one) => one.requestId) } }],
    },
  });
  const key = (one: { channel: string; requestId: string }) => `${one.channel} ${one.requestId}`;
  const byKey = new Map(known.map((row) => [key(row), row]));
  const asked = new Set(requests.map(key));
  const fresh = requests.filter((request) => !byKey.has(key(request)));
  const expired = known.filter((row) => row.state === 'waiting' && !asked.has(key(row)));
  const revived = known.filter((row) => row.state === 'expired' && asked.has(key(row)));
  if (fresh.length + expired.length + revived.length === 0) return;

  await observe(services, lease, async (tx) => {
    const setState = (ids: string[], from: 'waiting' | 'expired', to: 'waiting' | 'expired') =>
      tx.pairingRequest.updateMany({
        where: { id: { in: ids }, botId, organisationId, state: from },
        data: { state: to },
      });
    await setState(
      expired.map((row) => row.id),
      'waiting',
      'expired',
    );
    await setState(
      revived.map((row) => row.id),
      'expired',
      'waiting',
    );
    for (const request of fresh) {
      const id = randomUUID();
      const askedAt = new Date(request.createdAt);
      const senderName = request.senderName?.slice(0, 128) ?? null;
      await tx.pairingRequest.create({
        data: {
          id,
          organisationId,
          botId,
          channel: request.channel.slice(0, 32),
          accountId: request.accountId.slice(0, 64),
          requestId: request.requestId.slice(0, 128),
          senderId: request.senderId.slice(0, 128),
          senderName,
          askedAt,
          expiresAt:
            request.expiresAt === null ? new Date(askedAt.getTime() + USUAL_LIFE_MS) : new Date(request.expiresAt),
        },
      });
      await tx.audit(
        {
          action: 'person.asked',
          target: { type: 'person', id, name: senderName ?? request.senderId.slice(0, 120) },
          after: { channel: request.channel.slice(0, 32) },
        },
        randomUUID(),
      );
    }
  });
}
