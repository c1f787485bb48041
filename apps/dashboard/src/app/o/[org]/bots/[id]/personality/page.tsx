import { bot } from '@clawberth/core';
import { PersonalityForm } from '@/features/personality/personality-form.tsx';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { providerOptions } from '@/server/provider-options.ts';

export default async function PersonalityPage({ params }: { params: Promise<{ org: string; id: string }> }) {
  const { org, id } = await params;
  const ctx = await pageContext(org);
  const { version, name, instructions, about, modelId, providerId } = await readForPage(() =>
    bot.getConfig(ctx, { botId: id }),
  );
  const models = providerOptions().find((provider) => provider.id === providerId)?.models ?? [];
  return <PersonalityForm config={{ version, name, instructions, about, modelId }} models={models} />;
}
