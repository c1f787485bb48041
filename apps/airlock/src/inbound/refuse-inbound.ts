import type { Visit } from '../http/door.ts';
import { sendJson } from '../http/send-json.ts';

const REASONS = {
  not_found: { status: 404, message: 'This bot is not there to talk to, or it is not yours to see.' },
  not_signed_in: { status: 401, message: 'This link has expired. Load the page again.' },
  conflict: { status: 409, message: 'The bot is not running at the moment. Start it, then try again.' },
  invalid_input: { status: 413, message: 'This message is too long.' },
  outside_unreachable: {
    status: 502,
    message: 'The bot does not answer right now. Wait until it works, then try again.',
  },
} as const;

/** Refuses with `{code, message}`; the codes are ClawberthError's, so that the dashboard knows them. */
export function refuseInbound({ response, facts }: Visit, code: keyof typeof REASONS): void {
  facts.refused = code;
  sendJson(response, REASONS[code].status, { code, message: REASONS[code].message });
}
