/** What support staff learn of an organisation before a visit. */
export type FoundOrganisation = {
  organisationId: string;
  slug: string;
  name: string;
  createdAt: Date;
  members: number;
  bots: number;
};

/** A look into an organisation: read-only, until `expiresAt` at the latest. */
export type VisitView = {
  id: string;
  organisation: { slug: string; name: string };
  reason: string;
  startedAt: Date;
  expiresAt: Date;
};

/** Support staff inside an organisation, as its members read it. */
export type OpenVisit = { id: string; userName: string; reason: string; expiresAt: Date };
