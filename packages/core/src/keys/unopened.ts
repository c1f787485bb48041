import type { SealedTable } from './sealed-columns.ts';

/** Something that does not open: where it is and why; never what it holds. */
export type Unopened = {
  what: 'MasterKey' | 'DataKey' | SealedTable;
  /** Null for a master key. */
  organisationId: string | null;
  /** The row's id; of keys, the version. */
  id: string;
  /** The vault's code, or `wrong_version`: the row names another data key than its value does. */
  reason: string;
};
