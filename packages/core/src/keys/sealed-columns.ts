import type { Prisma } from '@clawberth/db';
import { fingerprintKeyPlace, type SealedPlace } from '@clawberth/vault';
import { formPlace, letterPlace, secondFactorPlace, secretPlace, variablePlace } from '../secrets/places.ts';

/** Every table that says under which data key a value of it is sealed. */
export type SealedTable = {
  [Name in Prisma.ModelName]: Prisma.TypeMap['model'][Name]['payload']['scalars'] extends { dataKeyVersion: number }
    ? Name
    : never;
}[Prisma.ModelName];

export type SealedColumn = {
  table: SealedTable;
  /** The column with the sealed bytes. A row without a value in it has nothing to move, whatever key it names. */
  column: string;
  /** The primary key's one column, a UUID. */
  id: string;
  /** Rows without an organisation belong to accounts: their values are sealed under the platform's key. */
  ofPlatform: boolean;
  place: (organisationId: string, rowId: string) => SealedPlace;
};

const ofOrganisation = { id: 'id', ofPlatform: false } as const;

// A table that is missing here does not compile, and fails a test: its values would stay behind under an old key.
const columns: { readonly [Table in SealedTable]: Omit<SealedColumn, 'table'> } = {
  BotSecret: { ...ofOrganisation, column: 'sealedValue', place: secretPlace },
  BotVariable: { ...ofOrganisation, column: 'sealedValue', place: variablePlace },
  ConfigVersion: { ...ofOrganisation, column: 'sealedForm', place: formPlace },
  FingerprintKey: {
    ...ofOrganisation,
    id: 'organisationId',
    column: 'sealedKey',
    place: (organisationId) => fingerprintKeyPlace(organisationId),
  },
  Mail: { ...ofOrganisation, column: 'sealedBody', place: letterPlace },
  SecondFactor: {
    id: 'userId',
    ofPlatform: true,
    column: 'sealedSecret',
    place: (_, userId) => secondFactorPlace(userId),
  },
};

/** Everything that is sealed under data keys: what a rotation moves, and `verify` opens. */
export const SEALED_COLUMNS: readonly SealedColumn[] = Object.entries(columns).map(([table, column]) => ({
  table: table as SealedTable,
  ...column,
}));
