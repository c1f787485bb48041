import type { SealedPlace } from '@clawberth/vault';

/** Where a config version's form is sealed. schemaVersion is that of BotForm. */
export function formPlace(organisationId: string, configVersionId: string): SealedPlace {
  return { organisationId, table: 'ConfigVersion', column: 'sealedForm', rowId: configVersionId, schemaVersion: 1 };
}

/** Where a bot's secret is sealed. */
export function secretPlace(organisationId: string, botSecretId: string): SealedPlace {
  return { organisationId, table: 'BotSecret', column: 'sealedValue', rowId: botSecretId, schemaVersion: 1 };
}
