export type Health = 'yes' | 'no' | 'silent';

/**
 * Whether the gateway's loopback port answers 200 on that path within a second.
 * `silent` is not `no`: OpenClaw's event loop stands still for seconds while it loads code.
 */
export async function probeHealth(port: number, path: '/healthz' | '/readyz'): Promise<Health> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.status === 200 ? 'yes' : 'no';
  } catch {
    return 'silent';
  }
}
