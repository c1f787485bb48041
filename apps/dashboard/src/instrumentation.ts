/** Runs once before the first request: a missing setting stops the process with its name. */
export async function register(): Promise<void> {
  const { env } = await import('./env.ts');
  const { fixClientAddresses } = await import('./server/client-address.ts');
  fixClientAddresses(env().TRUSTED_PROXY_HOPS);
}
