export * from './views.ts';
export { openChat } from './open-chat.ts';
export { openLogs } from './open-logs.ts';
export { verifyTicket } from './verify-ticket.ts';
