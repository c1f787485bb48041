/**
 * The app role of test databases; its password guards nothing. Not clawberth_app: roles belong to the whole
 * server, where an installation under test may have given that one its own password.
 */
export function testAppUrl(ownerUrl: string): string {
  const changed = new URL(ownerUrl);
  changed.username = 'clawberth_test_app';
  changed.password = 'clawberth-test';
  return changed.href;
}
