import { randomBytes, randomUUID } from 'node:crypto';
import type { SecretKind } from '@clawberth/db';
import { SEALED_COLUMNS, type SealedTable } from '../keys/sealed-columns.ts';
import { sealLetter } from '../mail/seal-letter.ts';
import { sealForm } from '../secrets/bot-form.ts';
import { sealSecret } from '../secrets/bot-secret.ts';
import { removalOf, sealVariable } from '../secrets/bot-variable.ts';
import type { Services } from '../services.ts';
import { writeAsSystem } from './write-as-system.ts';

/** A stored value and what it opens to. */
export type SealedValue = { table: SealedTable; organisationId: string; id: string; plain: string };

const AT_ONCE = 8;
const KINDS = ['provider_key', 'gateway_token'] as const satisfies readonly SecretKind[];
const form = { name: 'Counter Clerk', template: 'support', about: 'We open at 8.', modelId: 'demo' } as const;

/**
 * Sealed values in an organisation, past the verbs: for each bot two secrets, `each` config versions and `each` variables, a
 * draft that takes one away, and a letter, of which every other one was erased. Gives them as they open.
 */
export async function fillSealed(
  services: Services,
  organisationId: string,
  { bots, each }: { bots: number; each: number },
): Promise<SealedValue[]> {
  const values: SealedValue[] = [];
  const keep = <Row extends { id: string }>(table: SealedTable, row: Row, plain: string): Row => {
    values.push({ table, organisationId, id: row.id, plain });
    return row;
  };
  const of = { organisationId, setById: null };
  const numbers = Array.from({ length: each }, (_, n) => n + 1);
  for (let n = 0; n < bots; n += 1) {
    const botId = randomUUID();
    const bot = {
      id: botId,
      organisationId,
      deployKey: randomUUID(),
      name: `Bot ${n}`,
      template: 'support',
      providerId: 'demo',
      modelId: 'demo',
    };
    const secrets = await Promise.all(
      KINDS.map(async (kind) => {
        const value = `${kind} ${randomBytes(24).toString('base64')}`;
        return keep('BotSecret', await sealSecret(services, { ...of, botId, kind, value }), value);
      }),
    );
    const versions = await Promise.all(
      numbers.map(async (number) => {
        const said = { ...form, instructions: randomBytes(200).toString('base64') };
        const version = { organisationId, botId, number, createdById: null, form: said };
        return keep('ConfigVersion', await sealForm(services, version), JSON.stringify(said));
      }),
    );
    const variables = await Promise.all(
      numbers.map(async (number) => {
        const value = randomBytes(32).toString('base64');
        const variable = { ...of, botId, name: `NAME_${number}`, secret: true, value };
        return keep('BotVariable', await sealVariable(services, variable), value);
      }),
    );
    const mail = { subject: 'Come', text: randomBytes(60).toString('base64'), html: '<p>Come</p>' };
    const letter = await sealLetter(services, {
      organisationId,
      kind: 'invitation',
      recipient: 'jo@example.com',
      mail,
    });
    const erased = n % 2 === 1;
    await writeAsSystem(services, organisationId, async (tx) => {
      await tx.bot.create({ data: { ...bot, desiredState: 'stopped' } });
      await tx.botSecret.createMany({ data: secrets });
      await tx.configVersion.createMany({ data: versions });
      await tx.botVariable.createMany({
        data: [...variables, removalOf({ ...of, botId, name: 'GONE', secret: true })],
      });
      await tx.mail.create({ data: erased ? { ...letter, sealedBody: null } : letter });
    });
    if (!erased) keep('Mail', letter, JSON.stringify(mail));
  }
  return values;
}

/** Opens values through a process's services. Gives those that are not what they were, or do not open. */
export async function findChanged(
  services: Pick<Services, 'database' | 'vault'>,
  values: readonly SealedValue[],
): Promise<SealedValue[]> {
  const changed: SealedValue[] = [];
  for (let at = 0; at < values.length; at += AT_ONCE) {
    const some = values.slice(at, at + AT_ONCE);
    const plain = await Promise.all(some.map((value) => openOne(services, value)));
    changed.push(...some.filter((value, n) => plain[n] !== value.plain));
  }
  return changed;
}

/** What a value opens to; null when it is gone. Throws what the vault throws. */
export async function openOne(
  services: Pick<Services, 'database' | 'vault'>,
  value: SealedValue,
): Promise<string | null> {
  const column = SEALED_COLUMNS.find(({ table }) => table === value.table);
  if (column === undefined) throw new Error(`${value.table} is no table of sealed values.`);
  const row = await readOne(services, value);
  if (row === null) return null;
  return (await services.vault.open(column.place(value.organisationId, value.id), row)).toString('utf8');
}

async function readOne(
  { database }: Pick<Services, 'database'>,
  { table, organisationId, id }: SealedValue,
): Promise<Uint8Array | null> {
  const read = database.reader({ organisationId, actor: 'system' });
  const where = { organisationId, id };
  if (table === 'BotSecret') return (await read.botSecret.findFirst({ where }))?.sealedValue ?? null;
  if (table === 'BotVariable') return (await read.botVariable.findFirst({ where }))?.sealedValue ?? null;
  if (table === 'ConfigVersion') return (await read.configVersion.findFirst({ where }))?.sealedForm ?? null;
  if (table === 'Mail') return (await read.mail.findFirst({ where }))?.sealedBody ?? null;
  if (table === 'SecondFactor')
    return (await read.secondFactor.findFirst({ where: { userId: id } }))?.sealedSecret ?? null;
  return (await read.fingerprintKey.findFirst({ where: { organisationId } }))?.sealedKey ?? null;
}
