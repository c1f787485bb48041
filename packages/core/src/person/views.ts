import type { PairingState } from '@clawberth/db';

/** Somebody who wrote to the bot, waiting for or having had the owner's word. */
export type PersonRequest = {
  id: string;
  channel: string;
  senderId: string;
  senderName: string | null;
  askedAt: Date;
  expiresAt: Date;
  state: PairingState;
  decidedAt: Date | null;
  decidedByName: string | null;
  /** How far the decision has come inside the sandbox; null while nobody has decided. */
  commandStatus: 'pending' | 'done' | 'failed' | null;
};

export type PersonList = {
  waiting: PersonRequest[];
  /** Newest decision first, at most 100. */
  decided: PersonRequest[];
  placesUsed: number;
  placesTotal: number;
};
