import type { Services } from '../services.ts';
import type { TicketClaims } from './views.ts';
import { ClawberthError } from '../errors.ts';

export function verifyTicket(_services: Services, _ticket: string): TicketClaims {
  throw new ClawberthError('internal', 'Not built yet.');
}
