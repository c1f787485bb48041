/** Whether the gateway answers 200 on that path of its loopback port, within a second. */
export async function probeHealth(port: number, path: '/healthz' | '/readyz'): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
