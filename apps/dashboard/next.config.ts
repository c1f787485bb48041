import type { NextConfig } from 'next';
import { uncheckedBuild } from './scripts/unchecked-build.ts';

/** Headers that never change; the nonce and what depends on TLS are set in src/proxy.ts. */
const FIXED_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];

/** `unchecked`: a build for tests/authorisation, to its own folder, without the application's own checks. Never shipped. */
const unchecked = process.env['CLAWBERTH_BUILD_VARIANT'] === 'unchecked';

const config: NextConfig = {
  ...(unchecked ? uncheckedBuild() : {}),
  // The dashboard's image is made from this output (infra/images).
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  images: { unoptimized: true },
  transpilePackages: [
    '@clawberth/core',
    '@clawberth/db',
    '@clawberth/vault',
    '@clawberth/openclaw',
    '@clawberth/jobs',
    '@clawberth/audit-chain',
  ],
  serverExternalPackages: [
    '@google-cloud/kms',
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'bullmq',
    'google-auth-library',
    'ioredis',
    'pg',
    'pino',
    'undici',
  ],
  experimental: { authInterrupts: true },
  headers: () => Promise.resolve([{ source: '/:path*', headers: FIXED_HEADERS }]),
};

export default config;
