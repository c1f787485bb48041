/** Pure, for the browser too: what may be a variable of a bot's environment. */
export { credentialOf } from './credential-names.ts';
export { steersProgram } from './steering-names.ts';
export { byteLength, UNSENDABLE, VARIABLE_LIMITS, VARIABLE_NAME } from './variable-limits.ts';
