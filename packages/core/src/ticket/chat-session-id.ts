/** The session of a person's chat with any bot: the same each time, and nobody else's. */
export function chatSessionId(userId: string): string {
  return `web-${userId.replaceAll('-', '')}`;
}
