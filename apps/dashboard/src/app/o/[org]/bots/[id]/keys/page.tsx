import { bot } from '@clawberth/core';
import { KeysPage } from '@/features/keys/keys-page.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { providerOptions } from '@/server/provider-options.ts';
import { toWire } from '@/wire.ts';

export default async function Page({ params }: { params: Promise<{ org: string; id: string }> }) {
  const { org, id } = await params;
  const ctx = await pageContext(org);
  const { telegram, providerKey, providerId, modelId } = await readForPage(() => bot.getConfig(ctx, { botId: id }));
  const provider = providerOptions().find((option) => option.id === providerId);
  return (
    <KeysPage
      telegram={toWire(telegram)}
      providerKey={toWire(providerKey)}
      provider={provider ?? null}
      modelId={modelId}
    />
  );
}
