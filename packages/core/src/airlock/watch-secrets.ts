import type { Services } from '../services.ts';

/**
 * Calls `onChange` with the id of each bot whose secrets or tokens were replaced, stopped or ended, right after the
 * commit, until the signal aborts; with null when changes may have gone unheard, so that everything must be looked at
 * again. Resolves once Postgres listens, rejects when it cannot.
 */
export async function watchSecrets(
  { database }: Pick<Services, 'database'>,
  onChange: (botId: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  await database.listen('secret_changed', onChange, signal, () => onChange(null));
}
