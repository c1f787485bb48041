/**
 * What an earlier run left is finished, before a further key is made, for a week. Later it is not waited for: one key or value
 * that does not open must not keep all others from new keys.
 */
export const RESUMED_WITHIN_MS = 7 * 86_400_000;
