import type { KeyManagementServiceClient } from '@google-cloud/kms';
import { VaultError } from '../vault-error.ts';
import type { KmsClientOptions } from './google-kms.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Google's own client over REST, which passes every proxy. Plain HTTP is for a stand-in on this machine, and gets no credentials. */
export async function openKmsClient({ apiRoot }: KmsClientOptions): Promise<KeyManagementServiceClient> {
  const { KeyManagementServiceClient: Client } = await import('@google-cloud/kms');
  if (apiRoot === undefined) return new Client({ fallback: true });
  const { protocol, hostname, port, pathname } = new URL(apiRoot);
  const plain = protocol === 'http:' && loopback.has(hostname);
  if ((protocol !== 'https:' && !plain) || pathname !== '/')
    throw new VaultError('key_service', 'GCP_KMS_API_ROOT must be https://<host>, without a path.');
  const place = { apiEndpoint: hostname, port: Number(port || (plain ? 80 : 443)), fallback: true };
  if (!plain) return new Client(place);
  const { PassThroughClient } = await import('google-auth-library');
  return new Client({ ...place, protocol: 'http', authClient: new PassThroughClient() });
}
