'use client';

import { createContext, useContext, type ReactNode } from 'react';

/** What a person can show so that we know it is they: core asks for the password before the code. */
export type ProofMeans = { hasPassword: boolean; hasSecondFactor: boolean };

const Context = createContext<ProofMeans | null>(null);

export function ProofProvider({ value, children }: { value: ProofMeans; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** Throws outside of the account's pages. */
export function useProofMeans(): ProofMeans {
  const value = useContext(Context);
  if (!value) throw new Error('useProofMeans needs a ProofProvider');
  return value;
}

/** The field to show: `none` for somebody who has neither. */
export function askedProof({ hasPassword, hasSecondFactor }: ProofMeans): 'password' | 'code' | 'none' {
  if (hasPassword) return 'password';
  return hasSecondFactor ? 'code' : 'none';
}
