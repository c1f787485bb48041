import { findModel, findProvider, type Provider } from '@clawberth/openclaw';
import { notFound } from '../errors.ts';
import { openForm } from '../secrets/bot-form.ts';
import { openSecret } from '../secrets/bot-secret.ts';
import type { Services } from '../services.ts';
import { addressInSubnet } from './address-in-subnet.ts';
import { findCallerRow, type CallerRow } from './find-caller-row.ts';
import type { AirlockCaller } from './views.ts';

type Knock<K> = {
  /** SHA-256 in hex of what the caller showed. */
  tokenHash: string;
  kind: K;
  /** The peer's address as the socket says it. */
  remoteAddress: string;
};

/**
 * Who knocks at the bots' door, with the real key that the call needs. Looked up anew for each call, so that
 * a deleted bot is refused at once. Throws `not_found`, without saying what was wrong, unless the token is
 * known, of this kind, its bot wanted, and the address inside the bot's own network. A secret that was stopped is told
 * as such, without its value.
 */
export async function resolveCaller<K extends AirlockCaller['kind']>(
  services: Services,
  { tokenHash, kind, remoteAddress }: Knock<K>,
): Promise<Extract<AirlockCaller, { kind: K }>> {
  if (!/^[0-9a-f]{64}$/.test(tokenHash)) throw notFound('caller');
  const row = await findCallerRow(services, { tokenHash, kind });
  if (row === null || !addressInSubnet(remoteAddress, row.subnet)) throw notFound('caller');
  const caller = await makeCaller(services, kind, row);
  // The kind asked for is the kind made: the row was looked for by it.
  return caller as Extract<AirlockCaller, { kind: K }>;
}

async function makeCaller(services: Services, kind: AirlockCaller['kind'], row: CallerRow): Promise<AirlockCaller> {
  const { botId, organisationId, botName } = row;
  const who = { botId, organisationId, botName };
  if (kind === 'telegram_stand_in') {
    const telegramToken = await openRowSecret(services, row);
    if (telegramToken === null && !row.revoked) throw notFound('caller');
    return { ...who, kind, telegramToken };
  }
  const provider = findProvider(row.providerId);
  const keyStopped = provider !== null && provider.keyPattern !== null && row.revoked;
  if (provider === null || (provider.keyPattern !== null && row.sealedValue === null && !keyStopped))
    throw notFound('caller');
  return {
    ...who,
    kind,
    providerId: provider.id,
    api: provider.api,
    modelId: row.modelId,
    earlierModelId: await openEarlierModel(services, row, provider),
    providerKey: await openRowSecret(services, row),
    keyStopped,
  };
}

async function openRowSecret(services: Services, row: CallerRow): Promise<string | null> {
  const { organisationId, secretId: id, sealedValue } = row;
  return id === null || sealedValue === null ? null : openSecret(services, { id, organisationId, sealedValue });
}

/** The model of the running config version; of another provider it is none: the key at hand is not that one's. */
async function openEarlierModel(services: Services, row: CallerRow, provider: Provider): Promise<string | null> {
  const { organisationId, runningVersionId: id, runningForm: sealedForm } = row;
  if (id === null || sealedForm === null) return null;
  const { modelId } = await openForm(services, { id, organisationId, sealedForm });
  return modelId === row.modelId || findModel(provider, modelId) === null ? null : modelId;
}
