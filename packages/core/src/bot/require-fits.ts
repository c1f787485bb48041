import type { BotVariable, TenantTx } from '@clawberth/db';
import { byteLength } from '@clawberth/openclaw/variables';
import { sealedOverhead } from '@clawberth/vault';
import { requireRoom } from './variables-input.ts';

/** Throws `limit_reached` at `changes` unless the bot's draft, put into force now, would keep within the limits. */
export async function requireFits(tx: TenantTx, where: { botId: string; organisationId: string }): Promise<void> {
  const rows = await tx.botVariable.findMany({ where });
  const draft = rows.filter(({ stage }) => stage === 'draft');
  const kept = rows.filter(({ stage, name }) => stage === 'live' && !draft.some((one) => one.name === name));
  requireRoom([...kept, ...draft].flatMap(sizeOf));
}

/** Bytes of name and value, told without opening it: a seal adds a fixed length. */
function sizeOf({ name, sealedValue }: BotVariable): number[] {
  return sealedValue === null ? [] : [byteLength(name) + sealedValue.length - sealedOverhead];
}
