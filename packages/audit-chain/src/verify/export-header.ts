/** The first line of an export. It is not signed: whatever it says is compared with the records. */
export type ExportHeader = {
  readonly organisation: string;
  /** Sequence of the first and last record. A filtered export may have none. */
  readonly from: number | null;
  readonly to: number | null;
  /** false: some events were left out by a filter. */
  readonly whole: boolean;
};

/** Reads the first line of an export; null if it is not the heading of an export of version 1. */
export function readExportHeader(line: string): ExportHeader | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { type, version, organisation, from, to, whole } = value as Readonly<Record<string, unknown>>;
  if (type !== 'export' || version !== 1 || typeof organisation !== 'string' || typeof whole !== 'boolean') return null;
  if (!isEnd(from) || !isEnd(to) || (whole && (from === null || to === null))) return null;
  return { organisation, from, to, whole };
}

const isEnd = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);
