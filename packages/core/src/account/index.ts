export { signUp } from './sign-up.ts';
export { signIn } from './sign-in.ts';
export { listOrganisations } from './list-organisations.ts';
export { openContext } from './open-context.ts';
export type { SignUpInput } from './sign-up.ts';
