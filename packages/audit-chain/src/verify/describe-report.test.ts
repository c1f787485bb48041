import { describe, expect, it } from 'vitest';
import { describeReport } from './describe-report.ts';
import { FINDINGS } from './finding.ts';
import type { VerifyReport } from './verify-report.ts';

const proved: VerifyReport = {
  outcome: 'proved',
  exitCode: 0,
  organisation: '3f0c1a52-6f0e-4c0b-9d0e-2a7a5c1d9b11',
  events: 1_000_000,
  from: 1,
  to: 1_000_000,
  checkpointsAgreeing: 24,
  newestCheckpoint: { sequence: 1_000_000, time: new Date('2026-11-20T11:22:33Z') },
  findings: [],
};

describe('describeReport', () => {
  it('says of a good export how much is proved, and as of when', () => {
    expect(describeReport(proved)).toBe(
      '1,000,000 events of organisation 3f0c1a52-6f0e-4c0b-9d0e-2a7a5c1d9b11, 1–1,000,000: unchanged; 24 checkpoints agree; newest 2026-11-20 11:22:33 UTC.\n',
    );
    expect(describeReport({ ...proved, events: 1, to: 1, checkpointsAgreeing: 1 })).toMatch(
      /^1 event of .*, 1–1: unchanged; 1 checkpoint agrees; newest/,
    );
  });

  it('names the first place of each kind of problem', () => {
    const text = describeReport({
      ...proved,
      outcome: 'invalid',
      exitCode: 1,
      findings: [
        { code: 'chain-broken', sentence: FINDINGS['chain-broken'], line: 1_002, sequence: 1_001, count: 3 },
        { code: 'end-unproved', sentence: FINDINGS['end-unproved'], line: null, sequence: null, count: 1 },
      ],
    });
    expect(text).toBe(
      [
        'NOT PROVED. 1,000,000 events of organisation 3f0c1a52-6f0e-4c0b-9d0e-2a7a5c1d9b11, 1–1,000,000',
        `- line 1,002, event 1,001: ${FINDINGS['chain-broken']} (3 times; this is the first)`,
        `- ${FINDINGS['end-unproved']}`,
        'Newest well-signed checkpoint: event 1,000,000, 2026-11-20 11:22:33 UTC.',
        '',
      ].join('\n'),
    );
  });

  it('says what a filtered export cannot show', () => {
    const text = describeReport({ ...proved, outcome: 'filtered', exitCode: 2, events: 4 });
    expect(text).toMatch(/^CANNOT BE PROVED COMPLETE\. 4 events of .*\n.*export it without a filter\.\nNewest/);
  });

  it('says so if it is no export at all', () => {
    const nothing = { ...proved, outcome: 'invalid', organisation: null, from: null, to: null, events: 0 } as const;
    expect(describeReport({ ...nothing, newestCheckpoint: null })).toBe('NOT PROVED. This is not an audit export.\n');
  });
});
