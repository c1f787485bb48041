import { randomUUID } from 'node:crypto';
import type { Role } from '@clawberth/db';
import type { Services } from '../services.ts';
import { writeAsSystem } from './write-as-system.ts';

type Wanted = {
  organisationId: string;
  role: Role;
  name?: string;
  email?: string;
  botIds?: readonly string[];
  expiresAt?: Date;
};

/** A person and their membership, written past the verbs. They cannot sign in: no password fits. */
export async function makeUser(
  services: Services,
  wanted: Wanted,
): Promise<{ userId: string; email: string; name: string }> {
  const { organisationId, role, name = 'Sam', botIds = [], expiresAt = null } = wanted;
  const userId = randomUUID();
  const email = wanted.email ?? `${userId}@example.com`;
  await writeAsSystem(services, organisationId, async (tx) => {
    await tx.user.create({ data: { id: userId, email, name, passwordHash: '-' } });
    await tx.membership.create({ data: { organisationId, userId, role, expiresAt } });
    await tx.guestBot.createMany({ data: botIds.map((botId) => ({ organisationId, userId, botId })) });
  });
  return { userId, email, name };
}
