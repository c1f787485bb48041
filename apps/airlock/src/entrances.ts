import { INBOUND_ROUTES } from './inbound/find-inbound-route.ts';
import { HEALTH_PATH } from './inbound/start-inbound-door.ts';
import { MODEL_ACTIONS } from './model/open-model-route.ts';
import { TELEGRAM_PATHS } from './telegram/open-telegram-route.ts';

/** Every way in that the airlock's two doors have, from the tables that they route by; read by tests/authorisation. */
export const AIRLOCK_ENTRANCES: readonly string[] = [
  ...Object.keys(TELEGRAM_PATHS).map((form) => `bots telegram ${form}`),
  ...Object.entries(MODEL_ACTIONS).map(([path, { method }]) => `bots ${method} ${path}`),
  ...INBOUND_ROUTES.map(({ method, purpose }) => `inbound ${method} ${purpose}`),
  `inbound GET ${HEALTH_PATH}`,
];
