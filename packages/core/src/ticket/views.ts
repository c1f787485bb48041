export const TICKET_PURPOSES = ['chat', 'logs'] as const;
export type TicketPurpose = (typeof TICKET_PURPOSES)[number];

/** What a verified ticket says. */
export type TicketClaims = { botId: string; organisationId: string; userId: string; purpose: TicketPurpose };
