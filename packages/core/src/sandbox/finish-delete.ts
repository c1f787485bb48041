import { mutate } from '../mutate.ts';
import { assertLease, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import { systemContext } from '../system-context.ts';
import type { DesiredBot } from './types.ts';

/**
 * The last step of a deletion, once nothing of the bot is left on the machine: its secrets, forms, tokens and
 * people are erased, the row and the audit log stay. Throws `LeaseLostError` when another worker has the bot.
 */
export async function finishDelete(services: Services, lease: Lease, bot: DesiredBot): Promise<void> {
  const { botId, organisationId } = lease;
  const where = { botId, organisationId };
  await mutate({
    ctx: systemContext(services, organisationId, bot.correlationId),
    permission: 'system',
    async run(tx) {
      await assertLease(tx, lease);
      await tx.guestBot.deleteMany({ where });
      await tx.sandboxToken.deleteMany({ where });
      await tx.botSecret.deleteMany({ where });
      await tx.botVariable.deleteMany({ where });
      await tx.configVersion.deleteMany({ where });
      await tx.sandboxCommand.deleteMany({ where });
      await tx.pairingRequest.deleteMany({ where });
      await tx.deployStage.deleteMany({ where });
      await tx.sandbox.deleteMany({ where });
      await tx.bot.updateMany({
        where: { id: botId, organisationId },
        data: {
          observedState: 'deleted',
          observedGeneration: bot.generation,
          channelConnected: false,
          channelError: null,
          memoryBytes: null,
          deletedAt: new Date(),
        },
      });
    },
    audit: () => ({
      action: 'bot.removed',
      target: { type: 'bot', id: botId, name: bot.name },
      botId,
      after: { generation: bot.generation },
    }),
  });
}
