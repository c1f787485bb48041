import type { Services } from '../services.ts';
import { ClawberthError } from '../errors.ts';

export async function agentAddress(_services: Services, _input: { botId: string; organisationId: string }): Promise<{ url: string; token: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}
