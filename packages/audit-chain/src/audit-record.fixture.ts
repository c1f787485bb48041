import { FIRST_PREVIOUS_HASH } from './audit-record.ts';
import type { AuditRecord } from './audit-record.ts';

export const ORGANISATION = '3f0c1a52-6f0e-4c0b-9d0e-2a7a5c1d9b11';

/** A record like those of the product, for tests and benchmarks; `changes` replaces what matters to the test. */
export function exampleRecord(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    timestamp: '2026-11-20T11:22:33.123456Z',
    level: 'info',
    event: 'bot.deployed',
    agent_id: '8a4f6d7e-53f3-4e9c-9d0b-0f2d8a1b7c61',
    tool: 'dashboard',
    path: '/o/harbour/bots/new',
    user: '5b1d7c2a-9a44-4a36-8f0c-7c1d2e3f4a5b',
    ip: '203.0.113.7',
    organisation: ORGANISATION,
    request_id: 'c0a8e1f2-0d5b-4b7e-8a3e-6f5d4c3b2a19',
    sequence: 1,
    previous_hash: FIRST_PREVIOUS_HASH,
    result: 'done',
    actor_type: 'user',
    user_name: 'Zoë Ångström',
    user_role: 'admin',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64)',
    target_type: 'bot',
    target_id: '8a4f6d7e-53f3-4e9c-9d0b-0f2d8a1b7c61',
    target_name: 'Harbour desk ⚓',
    before: null,
    after: { desired: 'running', generation: 1, channels: ['telegram'], token: 'sha256:1f2e3d4c' },
    ...changes,
  };
}
