/** The app role on a test server; its password guards nothing. */
export function testAppUrl(ownerUrl: string): string {
  const changed = new URL(ownerUrl);
  changed.username = "clawberth_app";
  changed.password = "clawberth-test";
  return changed.href;
}
