import { UnsafeDatabaseError } from '@clawberth/db';
import { VaultError } from '@clawberth/vault';

/** Whether an operator has to mend something before the process can start; trying again does not help. */
export function isWrongAtStart(error: unknown): error is Error {
  return error instanceof UnsafeDatabaseError || (error instanceof VaultError && error.code !== 'key_service');
}

/**
 * Ends the process with exit code 1 and one plain message when what createServices found is wrong or Google's key
 * service does not answer; throws any other error on.
 */
export function refuseToStart(name: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UnsafeDatabaseError) && !(error instanceof VaultError)) throw error;
    process.stderr.write(`The ${name} cannot start. ${error.message}\n`);
    process.exit(1);
  };
}
