import { z } from 'zod';

export const visitSchema = z.object({ organisationId: z.uuid(), reason: z.string().max(5_000) });
