import type { Role, RotationPolicy } from '@clawberth/db';

export type OrganisationView = {
  id: string;
  slug: string;
  name: string;
  /** The reader's own, or 'support' on a visit. */
  role: Role | 'support';
  requiresSecondFactor: boolean;
  /** How old keys may get before they should be replaced. */
  rotationPolicy: RotationPolicy;
  createdAt: Date;
};

/** One line of the organisation switcher. */
export type OrganisationOfUser = { id: string; slug: string; name: string; role: Role };

/** Somebody whom a demand for a second factor would keep out until they set one up. */
export type MemberWithoutSecondFactor = { userId: string; name: string };
