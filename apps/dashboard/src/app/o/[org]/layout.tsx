import { account, organisation } from '@clawberth/core';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell.tsx';
import { headers } from 'next/headers';
import { SessionGuard } from '@/features/session/session-guard.tsx';
import { OrganisationProvider } from '@/features/settings/organisation-context.tsx';
import { VisitBanner } from '@/features/support/visit-banner.tsx';
import { rightsOf } from '@/server/rights.ts';
import { pageContext, readForPage } from '@/server/page-context.ts';
import { buildRequestContext } from '@/server/request-context.ts';
import { readSession } from '@/server/session.ts';

type Props = { children: ReactNode; params: Promise<{ org: string }> };

export default async function OrganisationLayout({ children, params }: Props) {
  const { org } = await params;
  const ctx = await pageContext(org);
  const user = await readSession();
  const [current, all] = await readForPage(async () =>
    Promise.all([
      organisation.get(ctx),
      account.listOrganisations(await buildRequestContext(await headers()), user?.userId ?? ''),
    ]),
  );
  const organisations = all.map(({ slug, name }) => ({ slug, name }));
  return (
    <OrganisationProvider
      value={{ slug: current.slug, name: current.name, role: current.role, rights: rightsOf(current.role) }}
    >
      <Shell organisations={organisations} userName={user?.name ?? ''} isSupport={user?.platformRole === 'support'}>
        {ctx.actor.type === 'support' && (
          <VisitBanner visitId={ctx.actor.visitId} until={ctx.actor.until.toISOString()} />
        )}
        {children}
      </Shell>
      <SessionGuard />
    </OrganisationProvider>
  );
}
