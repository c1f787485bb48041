/** What Prisma takes and gives for a bytea column; a Buffer will do. */
type Bytes = Uint8Array<ArrayBuffer>;

export type KeyStatus = 'pending' | 'primary' | 'retired';

/** A version of the key-encryption key: what derives or names it, and checks it, never the key. */
export type MasterKeyRow = {
  version: number;
  /** `pbkdf2`: from a master secret, with iterations and salt; `gcp-kms`: keyName is its resource name. */
  provider: string;
  keyName: string | null;
  iterations: number | null;
  salt: Bytes | null;
  verifier: Bytes;
  status: KeyStatus;
  createdAt: Date;
  /** Since when no data key needs it; null while one does. */
  emptiedAt: Date | null;
};

/** A version of an organisation's data key, wrapped under a master key. */
export type DataKeyRow = {
  organisationId: string;
  version: number;
  masterKeyVersion: number;
  wrapped: Bytes;
  status: KeyStatus;
};

/** Where the vault's keys are kept; core implements it on the tables MasterKey, DataKey and FingerprintKey. */
export interface KeyStore {
  /** All versions, in any order. */
  masterKeys(): Promise<MasterKeyRow[]>;
  /** Adds the row unless its version exists: the first of several booting processes wins, the others change nothing. */
  insertMasterKey(row: MasterKeyRow): Promise<void>;
  /** That version, or the primary one when no version is given; null when there is none. */
  dataKey(organisationId: string, version?: number): Promise<DataKeyRow | null>;
  /** In one transaction: the organisation's primary key becomes retired, and the new row is added. Throws when the version exists. */
  insertDataKey(row: DataKeyRow): Promise<void>;
  /** The organisation's own key of fingerprints, sealed at fingerprintKeyPlace; null before its first rotation. */
  fingerprintKey(organisationId: string): Promise<{ sealedKey: Bytes; dataKeyVersion: number } | null>;
}
