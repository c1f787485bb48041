import { z } from 'zod';
import type { Services } from '../services.ts';
import type { AirlockCaller } from './views.ts';

const sealed = z.instanceof(Uint8Array<ArrayBuffer>);
const callerRow = z.object({
  botId: z.string(),
  organisationId: z.string(),
  botName: z.string(),
  providerId: z.string(),
  modelId: z.string(),
  subnet: z.string(),
  secretId: z.string().nullable(),
  sealedValue: sealed.nullable(),
  /** The secret is there, but was stopped by its owner: there is no value then. */
  revoked: z.boolean(),
  runningVersionId: z.string().nullable(),
  runningForm: sealed.nullable(),
});
export type CallerRow = z.infer<typeof callerRow>;

/**
 * The bot that is known by the token, if it is wanted and has a sandbox, with the sealed secret that this kind
 * of caller needs. `running…` is the config version that the sandbox still runs while a newer one is on its way.
 * One statement, because the airlock waits for it on every request.
 */
export async function findCallerRow(
  { database }: Services,
  { tokenHash, kind }: { tokenHash: string; kind: AirlockCaller['kind'] },
): Promise<CallerRow | null> {
  const secretKind = kind === 'airlock_token' ? 'provider_key' : 'telegram_token';
  const rows = await database.lookup.$queryRaw<unknown[]>`
    /* prepared:airlock_caller */
    select * from lookup_airlock_caller(${tokenHash}, ${kind}::"SecretKind", ${secretKind}::"SecretKind")`;
  const [row] = rows;
  return row === undefined ? null : callerRow.parse(row);
}
