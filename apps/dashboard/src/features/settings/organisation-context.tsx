'use client';

import type { Permission, Role } from '@clawberth/core';
import { createContext, useContext, type ReactNode } from 'react';

export type OrganisationFacts = { slug: string; name: string; role: Role | 'support'; rights: readonly Permission[] };

const Context = createContext<OrganisationFacts | null>(null);

export function OrganisationProvider({ value, children }: { value: OrganisationFacts; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** The organisation that the screen stands in. Throws outside of its layout. */
export function useOrganisation(): OrganisationFacts {
  const value = useContext(Context);
  if (!value) throw new Error('useOrganisation needs the layout of an organisation');
  return value;
}

/** Whether the reader may do this here. For showing only: the server decides. */
export function useMay(permission: Permission): boolean {
  return useOrganisation().rights.includes(permission);
}
