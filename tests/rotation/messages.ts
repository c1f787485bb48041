import type { SealedValue } from '@clawberth/core/testing';

/** What a process of the load is told. */
export type LoadOrder =
  | {
      do: 'start';
      appUrl: string;
      masterSecretFile: string;
      as: 'dashboard' | 'airlock';
      /** Requests a second. */
      rate: number;
      values: readonly SealedValue[];
    }
  | { do: 'phase'; name: string }
  | { do: 'end' };

/** What it says in the end. Times in ms by phase; `wrong` opened to something else; `lost` are writes that are not there. */
export type LoadReport = {
  times: Record<string, number[]>;
  failed: string[];
  wrong: string[];
  lost: string[];
  writes: number;
  /** How often the process had derived a key, before its first request and after its last. */
  derivations: { start: number; end: number };
};

export type LoadMessage = { is: 'ready' } | { is: 'done'; report: LoadReport };
