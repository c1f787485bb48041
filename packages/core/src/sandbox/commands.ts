import { z } from 'zod';
import { pairingDecisionSchema } from '@clawberth/openclaw';
import { observe, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import type { Command } from './types.ts';
import { readAsSystem } from '../scope-of.ts';

const payloadSchema = z.object(pairingDecisionSchema.shape);

/** What is to be done inside the bot's sandbox, oldest first. */
export async function takeCommands(services: Services, { botId, organisationId }: Lease): Promise<Command[]> {
  const rows = await readAsSystem(services, organisationId).sandboxCommand.findMany({
    where: { botId, organisationId, status: 'pending' },
    orderBy: { createdAt: 'asc' },
    take: 50,
  });
  return rows.map(({ id, kind, payload, correlationId }) => ({
    id,
    kind,
    payload: payloadSchema.parse(payload),
    correlationId,
  }));
}

export type CommandOutcome =
  | { done: true }
  /** `gone`: the request is no longer there to be decided. */
  | { done: false; error: string; gone: boolean };

/** Writes how a command ended, under the request's correlation id. A decision that failed is not shown as taken. */
export async function finishCommand(
  services: Services,
  lease: Lease,
  command: Command,
  outcome: CommandOutcome,
): Promise<void> {
  const { botId, organisationId } = lease;
  const { channel, requestId } = command.payload;
  const allowed = command.kind === 'pairing_approve';
  await observe(services, lease, async (tx) => {
    const { count } = await tx.sandboxCommand.updateMany({
      where: { id: command.id, botId, organisationId, status: 'pending' },
      data: {
        status: outcome.done ? 'done' : 'failed',
        error: outcome.done ? null : outcome.error.slice(0, 500),
        finishedAt: new Date(),
      },
    });
    if (count === 0) return;
    const person = await tx.pairingRequest.findUnique({
      where: { botId_channel_requestId: { botId, channel, requestId } },
    });
    if (!outcome.done && person !== null) {
      await tx.pairingRequest.updateMany({
        where: { id: person.id, botId, organisationId },
        data: outcome.gone ? { state: 'expired' } : { state: 'waiting', decidedAt: null, decidedById: null },
      });
    }
    await tx.audit(
      {
        action: allowed ? 'person.allowed' : 'person.dismissed',
        result: outcome.done ? 'done' : 'failed',
        target: {
          type: 'person',
          id: person?.id ?? null,
          name: person?.senderName ?? person?.senderId.slice(0, 120) ?? null,
        },
        ...(outcome.done ? {} : { after: { error: outcome.error.slice(0, 300) } }),
      },
      command.correlationId,
    );
  });
}
