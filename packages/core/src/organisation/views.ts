import type { Role } from '@clawberth/db';

export type OrganisationView = { id: string; slug: string; name: string; role: Role; createdAt: Date };

/** One line of the organisation switcher. */
export type OrganisationOfUser = { id: string; slug: string; name: string; role: Role };
