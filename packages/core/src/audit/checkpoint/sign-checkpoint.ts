import { randomUUID } from 'node:crypto';
import { openCheckpoint, signCheckpoint as signNote, type Checkpoint } from '@clawberth/audit-chain';
import { ClawberthError } from '../../errors.ts';
import { mutate } from '../../mutate.ts';
import type { Services } from '../../services.ts';
import { systemContext } from '../../system-context.ts';
import { ChainDisagreement } from './chain-disagreement.ts';
import { checkChain } from './check-chain.ts';
import type { AuditServices } from './open-audit-services.ts';
import { requireAuditServices } from './require-audit-services.ts';

/** Somebody else may sign meanwhile; each time one of the signers gets on. */
const TRIES = 5;

/**
 * Signs what an organisation's log says now, if it has grown since its last checkpoint, and stores it; the newest
 * checkpoint, or null for an empty log. First the log is checked since the last checkpoint, or with `whole` from its
 * first event and against all of them. Throws ChainDisagreement (`internal`, also in the log) instead of signing what
 * contradicts an earlier checkpoint, whatever other processes do at the same moment.
 */
export async function signCheckpoint(
  services: Services,
  organisationId: string,
  { whole = false }: { whole?: boolean } = {},
): Promise<Checkpoint | null> {
  const audit = requireAuditServices(services);
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const note = await audit.checkpoints.last(organisationId);
      const last = note === null ? null : read(audit, organisationId, note);
      const all = whole ? await readAll(audit, organisationId) : null;
      const due = await checkChain(services, organisationId, { last, all });
      if (due.length === 0) return last;
      const signed = await store(services, organisationId, note, () =>
        due.map(({ sequence, hash }) => ({
          organisationId,
          sequence,
          hash: Buffer.from(hash, 'hex'),
          time: new Date(),
        })),
      );
      if (signed !== null) return signed;
    }
    throw new ClawberthError('internal', 'Other processes sign checkpoints of this audit log all the time.');
  } catch (error) {
    if (error instanceof ChainDisagreement) {
      const { reason, sequence } = error;
      services.log.error(
        { organisationId, reason, sequence },
        `audit log of organisation ${organisationId} does not agree with its checkpoint`,
      );
    }
    throw error;
  }
}

/** Stores what was checked from `after` on; null when that is not the newest any more. One signer at a time. */
async function store(
  services: Services,
  organisationId: string,
  after: string | null,
  make: () => Checkpoint[],
): Promise<Checkpoint | null> {
  const { signingKey, checkpoints } = requireAuditServices(services);
  return mutate({
    ctx: systemContext(services, organisationId, randomUUID()),
    permission: 'system',
    run: async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`checkpoint ${organisationId}`}, 0))::text`;
      if ((await checkpoints.last(organisationId)) !== after) return null;
      const made = make();
      await checkpoints.append(
        organisationId,
        made.map((one) => signNote(signingKey, one)),
      );
      return made.at(-1) ?? null;
    },
    audit: () => [],
  });
}

function read({ verifierKeys }: AuditServices, organisationId: string, note: string): Checkpoint {
  try {
    const checkpoint = openCheckpoint(verifierKeys, note);
    if (checkpoint.organisationId === organisationId) return checkpoint;
  } catch {
    // Told below: whatever it is, it is no checkpoint of ours.
  }
  throw new ChainDisagreement(organisationId, 'a stored checkpoint is damaged or forged', null);
}

async function readAll(audit: AuditServices, organisationId: string): Promise<Map<number, Checkpoint>> {
  const all = new Map<number, Checkpoint>();
  for await (const note of audit.checkpoints.notes(organisationId)) {
    const checkpoint = read(audit, organisationId, note);
    const same = all.get(checkpoint.sequence);
    if (same !== undefined && !Buffer.from(same.hash).equals(checkpoint.hash))
      throw new ChainDisagreement(organisationId, 'two checkpoints contradict each other', checkpoint.sequence);
    all.set(checkpoint.sequence, checkpoint);
  }
  return all;
}
