import { PLATFORM_ORGANISATION } from '@clawberth/db';
import type { SealedPlace } from '@clawberth/vault';

/** Where a config version's form is sealed. schemaVersion is that of BotForm. */
export function formPlace(organisationId: string, configVersionId: string): SealedPlace {
  return { organisationId, table: 'ConfigVersion', column: 'sealedForm', rowId: configVersionId, schemaVersion: 1 };
}

/** Where a bot's secret is sealed. */
export function secretPlace(organisationId: string, botSecretId: string): SealedPlace {
  return { organisationId, table: 'BotSecret', column: 'sealedValue', rowId: botSecretId, schemaVersion: 1 };
}

/** Where a letter's text is sealed until it has been sent. */
export function letterPlace(organisationId: string, mailId: string): SealedPlace {
  return { organisationId, table: 'Mail', column: 'sealedBody', rowId: mailId, schemaVersion: 1 };
}

/** Where a person's TOTP secret is sealed: accounts belong to no organisation, so under the platform's key. */
export function secondFactorPlace(userId: string): SealedPlace {
  return {
    organisationId: PLATFORM_ORGANISATION,
    table: 'SecondFactor',
    column: 'sealedSecret',
    rowId: userId,
    schemaVersion: 1,
  };
}

/** Where a variable of a bot's environment is sealed. */
export function variablePlace(organisationId: string, botVariableId: string): SealedPlace {
  return { organisationId, table: 'BotVariable', column: 'sealedValue', rowId: botVariableId, schemaVersion: 1 };
}
