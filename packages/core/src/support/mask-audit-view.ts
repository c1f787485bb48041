import type { AuditView } from '../audit/views.ts';
import { maskAddress, maskName, maskPersonal } from './mask.ts';

/** Targets whose name is no personal field. A log that was read is none of them: its name is what was looked for. */
const PLAIN_TARGETS = new Set(['organisation', 'bot', 'permission', 'key']);
/** In these, the name is said word for word: a name or an address is masked so that one can tell two apart. */
const PEOPLE = new Set(['account', 'member', 'invitation', 'person', 'letter']);
/** What an event may say as it stands: our own words, numbers and choices from lists. */
const PLAIN_FIELDS = new Set(
  'role bot state template channel provider model code generation reason method until more sessions secondFactor required format permission version effect'.split(
    ' ',
  ),
);

/** An event as support staff see it: who and from where masked, so is every value that somebody typed. */
export function maskAuditView(view: AuditView): AuditView {
  const { actor, target } = view;
  const known = actor.type !== 'user';
  return {
    ...view,
    actor: { ...actor, name: known ? actor.name : maskName(actor.name) },
    target: { ...target, name: maskTarget(target) },
    before: maskFields(view.before),
    after: maskFields(view.after),
    ip: view.ip === null ? null : maskAddress(view.ip),
    userAgent: null,
  };
}

function maskTarget({ type, name }: AuditView['target']): string | null {
  if (name === null || PLAIN_TARGETS.has(type)) return name;
  return PEOPLE.has(type) ? maskPersonal(name) : '•••';
}

function maskFields(fields: Record<string, unknown> | null): Record<string, unknown> | null {
  if (fields === null) return null;
  const mask = ([key, value]: [string, unknown]): [string, unknown] =>
    PLAIN_FIELDS.has(key) || value === null || typeof value === 'number' || typeof value === 'boolean'
      ? [key, value]
      : [key, '•••'];
  return Object.fromEntries(Object.entries(fields).map(mask));
}
