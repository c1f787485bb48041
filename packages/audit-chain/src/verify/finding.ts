/** Every way in which an export can be wrong, with the sentence that a support person reads. */
export const FINDINGS = {
  'not-an-export':
    'The file does not begin with the heading of an audit export; it may be another file, or its start is missing.',
  'line-too-long': 'A line is longer than 1 MiB, which no audit event is. Lines after it may not have been checked.',
  'windows-line-ends':
    'Lines end as on Windows (CRLF): a program has converted the file. Export again and copy it without converting.',
  'unreadable-line': 'A line is neither an audit event nor a checkpoint: it was changed, or cut off.',
  'other-organisation': 'An event belongs to another organisation than the export.',
  'out-of-sequence': 'Events are missing, added or not in their order before this one.',
  'chain-broken':
    'This event does not fit onto the one before it: one of the two was changed, or events were removed or added between them.',
  'wrong-range': 'The events are not those that the heading of the export names.',
  'no-events': 'The export holds no event.',
  'checkpoint-invalid':
    'A checkpoint is not signed by the key given: it was changed or forged, or the key is another one.',
  'checkpoint-other-organisation': 'A checkpoint belongs to another organisation than the export.',
  'checkpoint-disagrees':
    'The log was different when this checkpoint was signed: events up to here were rewritten since.',
  'checkpoints-contradict': 'Two signed checkpoints of the same event disagree: the log was rewritten between them.',
  'checkpoint-beyond-end':
    'A checkpoint was signed for an event after the last one here: events are missing from the end.',
  'start-unproved':
    'The export begins after event 1, and no checkpoint of the event before, 90 days older than the newest one, proves that only what was old enough was removed.',
  'end-unproved':
    'There is no checkpoint of the last event: events may be missing from the end, or the last ones may be rewritten.',
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** One kind of problem: where it was met first, and how often. `line` counts from 1; null where there is none. */
export type Finding = {
  readonly code: FindingCode;
  readonly sentence: string;
  readonly line: number | null;
  readonly sequence: number | null;
  readonly count: number;
};

/** A finding on its way: `sentence` is added when the report is made. */
export type Found = Omit<Finding, 'sentence'>;

/** Adds what was found to what is known: the first place of each code stays, the counts add up. */
export function addFound(known: Map<FindingCode, Found>, found: Found): void {
  const earlier = known.get(found.code);
  known.set(found.code, earlier ? { ...earlier, count: earlier.count + found.count } : found);
}
