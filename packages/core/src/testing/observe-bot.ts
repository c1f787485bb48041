import type { Prisma, Stage } from '@clawberth/db';
import type { Context } from '../context.ts';
import { writeAsSystem } from './write-as-system.ts';

/** Writes what a worker would have seen, past the verbs. */
export async function observeBot(
  { services, organisationId }: Context,
  botId: string,
  seen: Prisma.BotUncheckedUpdateManyInput,
  doneStages: readonly Stage[] = [],
): Promise<void> {
  await writeAsSystem(services, organisationId, async (tx) => {
    await tx.bot.updateMany({ where: { id: botId, organisationId }, data: seen });
    const { generation } = await tx.bot.findUniqueOrThrow({ where: { id: botId } });
    const at = new Date();
    await tx.deployStage.createMany({
      data: doneStages.map((stage) => ({
        organisationId,
        botId,
        generation,
        stage,
        status: 'done',
        startedAt: at,
        finishedAt: at,
      })),
      skipDuplicates: true,
    });
  });
}

/** Gives the bot a sandbox in the subnet, as the worker does before any config is handed over. */
export async function placeSandbox(
  { services, organisationId }: Context,
  botId: string,
  sandbox: { address: string; subnet: string },
): Promise<void> {
  await writeAsSystem(services, organisationId, async (tx) => {
    const { generation } = await tx.bot.findUniqueOrThrow({ where: { id: botId } });
    const data = {
      ...sandbox,
      generation,
      containerId: 'c0ffee',
      image: 'clawberth-bot:test',
      proof: {},
      startedAt: new Date(),
    };
    await tx.sandbox.upsert({ where: { botId }, create: { botId, organisationId, ...data }, update: data });
  });
}

/** Somebody who wrote to the bot and waits; gives the request's id. */
export async function makeWaitingPerson(
  { services, organisationId }: Context,
  botId: string,
  person: Partial<Prisma.PairingRequestUncheckedCreateInput> = {},
): Promise<string> {
  const id = crypto.randomUUID();
  const now = Date.now();
  await writeAsSystem(services, organisationId, async (tx) => {
    await tx.pairingRequest.create({
      data: {
        id,
        organisationId,
        botId,
        channel: 'telegram',
        accountId: 'default',
        requestId: `request-${id}`,
        senderId: '4242',
        senderName: 'Ben',
        askedAt: new Date(now),
        expiresAt: new Date(now + 3_600_000),
        ...person,
      },
    });
  });
  return id;
}
