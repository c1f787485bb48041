import type { Finding } from './finding.ts';

/** 0: whole and proved. 1: changed, incomplete or not an export. 2: filtered, so it cannot be proved complete. */
export type VerifyExitCode = 0 | 1 | 2;

/** What `verifyExport` found out. */
export type VerifyReport = {
  readonly outcome: 'proved' | 'invalid' | 'filtered';
  readonly exitCode: VerifyExitCode;
  /** As the heading names it; null if there is no heading. */
  readonly organisation: string | null;
  /** Records read. */
  readonly events: number;
  /** Sequence of the first and the last record; null if there is none, or it cannot be read. */
  readonly from: number | null;
  readonly to: number | null;
  /** Checkpoints compared with an event of the export, and equal. */
  readonly checkpointsAgreeing: number;
  /** The well-signed checkpoint of the latest event. */
  readonly newestCheckpoint: { readonly sequence: number; readonly time: Date } | null;
  /** One entry per kind of problem, in the order in which they were met. */
  readonly findings: readonly Finding[];
};
