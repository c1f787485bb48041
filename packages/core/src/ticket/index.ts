export * from './views.ts';
export { openChat } from './open-chat.ts';
export { openLogs } from './open-logs.ts';
export { verifyTicket } from './verify-ticket.ts';
export { chatSessionId } from './chat-session-id.ts';
export { TICKET_LIFE_SECONDS } from './sign-ticket.ts';
