import { LEAST_RETENTION_MS, FIRST_PREVIOUS_HASH, type Checkpoint } from '@clawberth/audit-chain';
import type { Services } from '../../services.ts';
import { readAsSystem } from '../../scope-of.ts';
import { ChainDisagreement } from './chain-disagreement.ts';
import { readChain, type Link } from './read-chain.ts';

/** An event that a checkpoint may be signed for; the hash in hex. */
export type Place = Pick<Link, 'sequence' | 'hash'>;

export type CheckOptions = {
  /** The newest signed checkpoint; null before the first. */
  last: Checkpoint | null;
  /** Every signed checkpoint by its sequence: the chain is then checked from its first event, not only since `last`. */
  all: ReadonlyMap<number, Checkpoint> | null;
};

/**
 * Checks the chain against its checkpoints, up to its head, and says where new ones are due: at the last event of each
 * month that is over, so that a month can be dropped, and at the head. Throws ChainDisagreement.
 */
export async function checkChain(
  services: Pick<Services, 'database'>,
  organisationId: string,
  { last, all }: CheckOptions,
): Promise<Place[]> {
  const wrong = (reason: string, sequence: number | null): ChainDisagreement =>
    new ChainDisagreement(organisationId, reason, sequence);
  const head = await readHead(services, organisationId);
  if (last !== null && (head === null || head.sequence < last.sequence))
    throw wrong('events are missing from the end', last.sequence);
  if (head === null) return [];

  const whole = all !== null || last === null;
  const due: Place[] = [];
  let before: Link | null = null;
  for await (const link of readChain(services, organisationId, {
    from: whole ? 1 : last.sequence,
    to: head.sequence,
  })) {
    if (link.fault !== null) throw wrong(link.fault, link.sequence);
    if (before === null) {
      const problem = checkFirst(link, whole ? null : last, all);
      if (problem !== null) throw wrong(problem, link.sequence);
    } else if (link.sequence !== before.sequence + 1) throw wrong('events are missing', before.sequence + 1);
    else if (link.previousHash !== before.hash)
      throw wrong('the event does not fit onto the one before', link.sequence);
    const signed = all?.get(link.sequence) ?? (link.sequence === last?.sequence ? last : null);
    if (signed !== null && hex(signed) !== link.hash) throw wrong('the event was another one', link.sequence);
    if (before !== null && monthOf(before) !== monthOf(link)) due.push(before);
    before = link;
  }
  const end = before ?? emptied(last);
  if (end?.sequence !== head.sequence || end.hash !== head.hash)
    throw wrong('the end of the chain is another one', head.sequence);
  // A chain that was emptied by retention ends at its last checkpoint: nothing is due.
  if (before !== null) due.push(before);
  return due.filter(({ sequence }) => sequence > (last?.sequence ?? 0));
}

type Head = { sequence: bigint; hash: string; overrun: boolean };

async function readHead(services: Pick<Services, 'database'>, organisationId: string): Promise<Place | null> {
  // One question: two would see an event between them as one beyond the head.
  const [head] = await readAsSystem(services, organisationId).$queryRaw<Head[]>`
    select c."sequence", encode(c."hash", 'hex') as hash,
      exists (select 1 from "AuditEvent" e where e."organisationId" = c."organisationId" and e."sequence" > c."sequence") as overrun
    from "AuditChain" c where c."organisationId" = ${organisationId}::uuid`;
  if (head?.overrun === true)
    throw new ChainDisagreement(organisationId, 'events stand after the end', Number(head.sequence));
  if (head === undefined || head.sequence === 0n) return null;
  return { sequence: Number(head.sequence), hash: head.hash };
}

/** What is wrong with the first event that is still there: what lay before may be gone, but only by retention. */
function checkFirst(
  { sequence, previousHash }: Link,
  last: Checkpoint | null,
  all: ReadonlyMap<number, Checkpoint> | null,
): string | null {
  if (last?.sequence === sequence) return null;
  if (sequence === 1) return previousHash === FIRST_PREVIOUS_HASH ? null : 'the first event is not the first';
  const signed = all?.get(sequence - 1) ?? (last?.sequence === sequence - 1 ? last : null);
  if (signed === null) return 'no checkpoint tells of the events before';
  if (hex(signed) !== previousHash) return 'the event does not fit onto the checkpoint before';
  return isOld(signed) ? null : 'events are missing that retention cannot have dropped';
}

/** Where a chain without events ends: at its last checkpoint, if retention can have dropped what that one names. */
function emptied(last: Checkpoint | null): Place | null {
  return last !== null && isOld(last) ? { sequence: last.sequence, hash: hex(last) } : null;
}

const isOld = ({ time }: Checkpoint): boolean => time.getTime() < Date.now() - LEAST_RETENTION_MS;
const hex = ({ hash }: Checkpoint): string => Buffer.from(hash).toString('hex');
const monthOf = ({ timestamp }: Link): string => timestamp.slice(0, 7);
