export { createVault, type Vault } from './create-vault.ts';
export type { DataKeyRow, KeyStatus, KeyStore, MasterKeyRow } from './key-store.ts';
export type { MasterKeyProvider } from './master-key-provider.ts';
export { pbkdf2Calls } from './pbkdf2.ts';
export { createPbkdf2Provider, type Pbkdf2Provider } from './pbkdf2-provider.ts';
export { readMasterSecret } from './read-master-secret.ts';
export { sealedOverhead } from './sealed-format.ts';
export type { SealedPlace } from './sealed-place.ts';
export { VaultError, type VaultErrorCode } from './vault-error.ts';
