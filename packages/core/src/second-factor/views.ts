/** What a person sees of their own second factor. */
export type SecondFactorView = {
  on: boolean;
  since: Date | null;
  recoveryCodesLeft: number;
};
