/** An AI provider as a form offers it. */
export type ProviderOption = {
  id: string;
  /** Answers on this machine, without a key. */
  demo: boolean;
  label: string;
  description: string;
  models: { id: string; label: string; description: string }[];
  /** Source of the regular expression that a key fits; null where none is needed. */
  keyPattern: string | null;
  keyUrl: string | null;
  keyHint: string | null;
};
