import { randomUUID } from 'node:crypto';
import type { Mail as MailRow, Prisma } from '@clawberth/db';
import { z } from 'zod';
import { letterPlace } from '../secrets/places.ts';
import type { Services } from '../services.ts';
import type { Mail, MailKind } from './types.ts';

type NewLetter = { organisationId: string; kind: MailKind; recipient: string; mail: Mail };
/** The row of a letter, its text sealed; ready to be queued. */
export type SealedLetter = Prisma.MailUncheckedCreateInput;

const body = z.strictObject({ subject: z.string(), text: z.string(), html: z.string() });

/** Seals a letter before the transaction that queues it: reading the data key is a question of its own. */
export async function sealLetter({ vault }: Services, letter: NewLetter): Promise<SealedLetter> {
  const { mail, ...rest } = letter;
  const id = randomUUID();
  const { sealed, dataKeyVersion } = await vault.seal(letterPlace(letter.organisationId, id), JSON.stringify(mail));
  return { id, ...rest, sealedBody: sealed, dataKeyVersion, createdAt: new Date() };
}

/** The letter itself; null once it was erased. Throws VaultError when the row was changed or moved. */
export async function openLetter(
  { vault }: Services,
  { id, organisationId, sealedBody }: Pick<MailRow, 'id' | 'organisationId' | 'sealedBody'>,
): Promise<Mail | null> {
  if (sealedBody === null) return null;
  const plain = await vault.open(letterPlace(organisationId, id), sealedBody);
  return body.parse(JSON.parse(plain.toString('utf8')));
}
