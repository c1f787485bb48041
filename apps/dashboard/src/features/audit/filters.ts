import { z } from 'zod';

export const AUDIT_RESULTS = ['requested', 'done', 'failed', 'refused'] as const;

/** The filters of the audit log as they stand in the address. What is not one is left out. */
export const filtersSchema = z.object({
  actorId: z.uuid().optional().catch(undefined),
  botId: z.uuid().optional().catch(undefined),
  action: z.string().max(60).optional().catch(undefined),
  result: z.enum(AUDIT_RESULTS).optional().catch(undefined),
});
export type AuditFilters = z.infer<typeof filtersSchema>;

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the filters from a page's query. */
export function readFilters(query: Query): AuditFilters {
  const text = (name: string) => (query[name] ? String(query[name]) : undefined);
  return filtersSchema.parse({
    actorId: text('person'),
    botId: text('bot'),
    action: text('action'),
    result: text('result'),
  });
}
