/** OpenClaw's session for one person's web chat; `main` is the only agent of a bot. */
export function chatSessionKey(sessionId: string): string {
  return `agent:main:webchat:${sessionId}`;
}
