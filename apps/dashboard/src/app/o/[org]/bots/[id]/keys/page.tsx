import { bot } from '@clawberth/core';
import { EnvironmentCard } from '@/features/environment/environment-card.tsx';
import { KeysPage } from '@/features/keys/keys-page.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { providerOptions } from '@/server/provider-options.ts';
import { toWire } from '@/wire.ts';

export default async function Page({ params }: { params: Promise<{ org: string; id: string }> }) {
  const { org, id } = await params;
  const ctx = await pageContext(org);
  const [config, keys, environment] = await readForPage(() =>
    Promise.all([
      bot.getConfig(ctx, { botId: id }),
      bot.getKeys(ctx, { botId: id }),
      bot.getEnvironment(ctx, { botId: id }),
    ]),
  );
  const providers = providerOptions();
  return (
    <KeysPage
      keys={toWire(keys)}
      providers={providers}
      current={providers.find((option) => option.id === config.providerId) ?? null}
      modelId={config.modelId}
      version={config.version}
    >
      <EnvironmentCard initial={toWire(environment)} />
    </KeysPage>
  );
}
