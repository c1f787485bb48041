/**
 * Where signed checkpoints are kept: outside of the database that they watch over. Notes are the texts that were signed
 * (C2SP signed notes); the store neither makes nor believes them.
 */
export type CheckpointStore = {
  /** The newest note of an organisation; null before the first. */
  last(organisationId: string): Promise<string | null>;
  /** All notes of an organisation, oldest first, read as they are asked for. What is no note comes as it stands. */
  notes(organisationId: string): AsyncIterable<string>;
  /** Adds notes for good: they are on the disk when it resolves. One caller at a time for each organisation. */
  append(organisationId: string, notes: readonly string[]): Promise<void>;
  /** The organisations that have a note. */
  organisations(): Promise<string[]>;
};
