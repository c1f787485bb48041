import { randomBytes, randomUUID } from 'node:crypto';
import type { SecretKind } from '@clawberth/db';
import type { SealedTable } from '../keys/sealed-columns.ts';
import { sealLetter } from '../mail/seal-letter.ts';
import { sealForm } from '../secrets/bot-form.ts';
import { sealSecret } from '../secrets/bot-secret.ts';
import { removalOf, sealVariable } from '../secrets/bot-variable.ts';
import type { Services } from '../services.ts';
import type { SealedValue } from './sealed-values.ts';
import { writeAsSystem } from './write-as-system.ts';

const KINDS = ['provider_key', 'gateway_token'] as const satisfies readonly SecretKind[];
const FORM = { name: 'Counter Clerk', template: 'support', about: 'We open at 8.', modelId: 'demo' } as const;
/** Bots of one transaction. */
const AT_ONCE = 10;

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
  for (let at = 0; at < bots; at += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, bots - at) }, (_, n) => at + n);
    const made = await Promise.all(some.map((n) => sealBot(services, organisationId, { n, each })));
    await writeAsSystem(services, organisationId, async (tx) => {
      await tx.bot.createMany({ data: made.map(({ bot }) => bot) });
      await tx.botSecret.createMany({ data: made.flatMap(({ secrets }) => secrets) });
      await tx.configVersion.createMany({ data: made.flatMap(({ versions }) => versions) });
      await tx.botVariable.createMany({ data: made.flatMap(({ variables }) => variables) });
      await tx.mail.createMany({ data: made.map(({ letter }) => letter) });
    });
    values.push(...made.flatMap((each) => each.values));
  }
  return values;
}

async function sealBot(services: Services, organisationId: string, { n, each }: { n: number; each: number }) {
  const values: SealedValue[] = [];
  const keep = <Row extends { id?: string }>(table: SealedTable, row: Row, plain: string): Row => {
    values.push({ table, organisationId, id: row.id ?? '', plain });
    return row;
  };
  const botId = randomUUID();
  const of = { organisationId, botId, setById: null };
  const numbers = Array.from({ length: each }, (_, number) => number + 1);
  const secrets = await Promise.all(
    KINDS.map(async (kind) => {
      const value = `${kind} ${randomBytes(24).toString('base64')}`;
      return keep('BotSecret', await sealSecret(services, { ...of, kind, value }), value);
    }),
  );
  const versions = await Promise.all(
    numbers.map(async (number) => {
      const form = { ...FORM, instructions: randomBytes(200).toString('base64') };
      const version = { organisationId, botId, number, createdById: null, form };
      return keep('ConfigVersion', await sealForm(services, version), JSON.stringify(form));
    }),
  );
  const variables = await Promise.all(
    numbers.map(async (number) => {
      const value = randomBytes(32).toString('base64');
      const variable = { ...of, name: `NAME_${number}`, secret: true, value };
      return keep('BotVariable', await sealVariable(services, variable), value);
    }),
  );
  const mail = { subject: 'Come', text: randomBytes(60).toString('base64'), html: '<p>Come</p>' };
  const recipient = 'jo@example.com';
  const letter = await sealLetter(services, { organisationId, kind: 'invitation', recipient, mail });
  if (n % 2 === 0) keep('Mail', letter, JSON.stringify(mail));
  return {
    values,
    bot: { ...BOT, id: botId, organisationId, deployKey: randomUUID(), name: `Bot ${n}` },
    secrets,
    versions,
    variables: [...variables, removalOf({ ...of, name: 'GONE', secret: true })],
    letter: n % 2 === 0 ? letter : { ...letter, sealedBody: null },
  };
}

const BOT = { template: 'support', providerId: 'demo', modelId: 'demo', desiredState: 'stopped' } as const;
