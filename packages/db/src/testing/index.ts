export { appendEvent, makeEvent } from './append-event.ts';
export { asSuperuser } from './as-superuser.ts';
export { backUp, restore } from './back-up.ts';
export { tablesWith } from './catalogue.ts';
export { connectTo, type Connection } from './connect-to.ts';
export { createTestDatabase, type TestDatabase } from './create-test-database.ts';
export { lookBehind } from './look-behind.ts';
