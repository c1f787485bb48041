import { randomUUID } from 'node:crypto';
import type { Role } from '@clawberth/db';
import type { Services } from '../services.ts';

type Wanted = { organisationId: string; role: Role; name?: string; email?: string };

/** A person and their membership, written past the verbs. They cannot sign in: no password fits. */
export async function makeUser(
  services: Services,
  wanted: Wanted,
): Promise<{ userId: string; email: string; name: string }> {
  const { organisationId, role, name = 'Sam' } = wanted;
  const userId = randomUUID();
  const email = wanted.email ?? `${userId}@example.com`;
  await services.database.tenantTransaction(organisationId, async (tx) => {
    await tx.user.create({ data: { id: userId, email, name, passwordHash: '-' } });
    await tx.membership.create({ data: { organisationId, userId, role } });
    await tx.auditEvent.create({
      data: {
        id: randomUUID(),
        organisationId,
        action: 'member.joined',
        result: 'done',
        actorType: 'user',
        actorId: userId,
        actorName: name,
        actorRole: role,
        targetType: 'member',
        targetId: userId,
        correlationId: randomUUID(),
      },
    });
  });
  return { userId, email, name };
}
