import { mutate } from '../mutate.ts';
import type { Services } from '../services.ts';
import { systemContext } from '../system-context.ts';

/** Appends one event to an organisation's log on the way that every verb takes. */
export async function appendEvent(services: Services, organisationId: string, correlationId: string): Promise<void> {
  await mutate({
    ctx: { ...systemContext(services, organisationId, correlationId), path: '/o/bakery/bots/4e1f', ip: '192.0.2.1' },
    permission: 'system',
    run: () => Promise.resolve(),
    audit: () => ({
      action: 'bot.configured',
      target: { type: 'bot', id: correlationId, name: 'Counter Clerk' },
      botId: correlationId,
      before: { instructions: '812 characters' },
      after: { instructions: '840 characters' },
    }),
  });
}
