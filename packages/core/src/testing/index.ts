export { createTestServices, type TestServices } from './create-test-services.ts';
export { makeBot, makeDeployInput } from './make-bot.ts';
export { makeOrganisation, makeRequest, TEST_PASSWORD, type TestOrganisation } from './make-organisation.ts';
export { meddleBehind } from './meddle-behind.ts';
export { appendEvent } from './append-event.ts';
export { writeAsSystem } from './write-as-system.ts';
export { makeUser } from './make-user.ts';
export { makeWaitingPerson, observeBot, placeSandbox } from './observe-bot.ts';
export { makeSignedInRequest } from './make-session.ts';
