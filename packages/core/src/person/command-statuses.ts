import type { CommandStatus, ReadClient } from '@clawberth/db';
import { z } from 'zod';

const payload = z.object({ channel: z.string(), requestId: z.string() });
type Asked = { channel: string; requestId: string };

const key = ({ channel, requestId }: Asked): string => `${channel} ${requestId}`;

/** How far the newest decision about a request has come inside the sandbox; null when there was none. */
export async function commandStatuses(
  read: Pick<ReadClient, 'sandboxCommand'>,
  where: { botId: string; organisationId: string },
): Promise<(request: Asked) => CommandStatus | null> {
  const commands = await read.sandboxCommand.findMany({ where, orderBy: { createdAt: 'desc' }, take: 300 });
  const newest = new Map<string, CommandStatus>();
  for (const command of commands) {
    const parsed = payload.safeParse(command.payload);
    if (parsed.success && !newest.has(key(parsed.data))) newest.set(key(parsed.data), command.status);
  }
  return (request) => newest.get(key(request)) ?? null;
}
