export type InboundRoute = { botId: string; purpose: 'chat' | 'logs'; method: 'GET' | 'POST'; agentPath: string };

const PATH = /^\/inbound\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/(chat|logs)$/;

/** Everything that the inbound door passes on, with the query fields that the agent knows. */
export const INBOUND_ROUTES = [
  { purpose: 'chat', method: 'POST', agentPath: '/v1/chat', query: [] },
  { purpose: 'chat', method: 'GET', agentPath: '/v1/chat', query: ['sessionId'] },
  { purpose: 'logs', method: 'GET', agentPath: '/v1/logs', query: ['after', 'follow'] },
] as const;

/** What the dashboard asks of a bot's agent, with only the query fields that the agent knows; null for anything else. */
export function findInboundRoute(method: string, url: URL): InboundRoute | null {
  const [, botId, purpose] = PATH.exec(url.pathname) ?? [];
  const found = INBOUND_ROUTES.find((route) => route.purpose === purpose && route.method === method);
  if (botId === undefined || found === undefined) return null;
  return {
    botId,
    purpose: found.purpose,
    method: found.method,
    agentPath: `${found.agentPath}${pick(url, found.query)}`,
  };
}

function pick(url: URL, names: readonly string[]): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = url.searchParams.get(name);
    if (value !== null) query.set(name, value);
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}
