import { beforeAll } from 'vitest';
import type { TestServices } from './create-test-services.ts';
import { live } from './live.ts';
import { makeOrganisation, type TestOrganisation } from './make-organisation.ts';
import { useTestServices } from './use-test-services.ts';

type Organisations = {
  services: TestServices;
  ours: TestOrganisation;
  theirs: TestOrganisation;
  /** Makes both anew, for tests that would see what others did. */
  renew: () => Promise<void>;
};

/** Test services and two organisations for the tests of one file; see useTestServices. */
export function useOrganisations(): Organisations {
  const services = useTestServices();
  const newest: { ours?: TestOrganisation; theirs?: TestOrganisation } = {};
  const renew = async () => {
    const [ours, theirs] = await Promise.all([makeOrganisation(services), makeOrganisation(services, 'Night Cafe')]);
    Object.assign(newest, { ours, theirs });
  };
  beforeAll(renew);
  return { services, ours: live(() => newest.ours), theirs: live(() => newest.theirs), renew };
}
