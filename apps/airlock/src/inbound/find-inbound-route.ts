export type InboundRoute = { botId: string; purpose: 'chat' | 'logs'; method: 'GET' | 'POST'; agentPath: string };

const PATH = /^\/inbound\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/(chat|logs)$/;

/** What the dashboard asks of a bot's agent, with only the query fields that the agent knows; null for anything else. */
export function findInboundRoute(method: string, url: URL): InboundRoute | null {
  const [, botId, purpose] = PATH.exec(url.pathname) ?? [];
  if (botId === undefined) return null;
  if (purpose === 'chat' && method === 'POST') return { botId, purpose, method, agentPath: '/v1/chat' };
  if (purpose === 'chat' && method === 'GET')
    return { botId, purpose, method, agentPath: `/v1/chat${pick(url, ['sessionId'])}` };
  if (purpose === 'logs' && method === 'GET')
    return { botId, purpose, method, agentPath: `/v1/logs${pick(url, ['after', 'follow'])}` };
  return null;
}

function pick(url: URL, names: string[]): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = url.searchParams.get(name);
    if (value !== null) query.set(name, value);
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}
