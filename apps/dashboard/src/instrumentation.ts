/** Runs once before the first request. The condition is resolved at build, so that the edge build stays empty. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startProcess } = await import('./server/start-process.ts');
  startProcess();
}
