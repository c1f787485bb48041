import type { Role, RotationReason } from '@clawberth/db';
import type { GivenKind } from '../bot/views.ts';

/** A finished letter. `text` says everything that `html` says. */
export type Mail = { subject: string; text: string; html: string };

/**
 * When and from where somebody did something with their account; `ip` null when it is not known. These letters hold no
 * link: nobody should learn to press one in a letter about their safety.
 */
type AccountAct = { at: Date; ip: string | null };

/** A key of a bot that is due to be replaced. */
export type DueKey = { botName: string; kind: GivenKind; reason: RotationReason | null };

/** Every letter that Clawberth writes: a closed set. Names come as people typed them. */
export type MailMatter =
  | {
      kind: 'invitation';
      recipient: string;
      organisationName: string;
      inviterName: string;
      role: Role;
      url: string;
      expiresAt: Date;
    }
  | { kind: 'password_reset'; url: string; expiresAt: Date; ip: string | null }
  | {
      kind: 'rotation_reminder';
      organisationName: string;
      /** What is due, worst first. */
      keys: DueKey[];
      /** The page to replace them on; null where it is not known how people reach the dashboard. */
      url: string | null;
    }
  | { kind: 'removed'; organisationName: string; removedByName: string; at: Date }
  | ({ kind: 'second_factor_on' } & AccountAct)
  | ({ kind: 'second_factor_off' } & AccountAct)
  | ({ kind: 'signed_out_everywhere' } & AccountAct)
  | ({ kind: 'recovery_code_used'; codesLeft: number } & AccountAct);
export type MailKind = MailMatter['kind'];

/** A letter before it is set: what a language's file gives. */
export type Letter = {
  subject: string;
  paragraphs: string[];
  /** The one next step, as the button. */
  action?: { label: string; url: string };
  /** Small print after the button. */
  notes: string[];
};

/** One file per language. */
export type MailTexts = {
  language: string;
  signature: string;
  letters: { [Kind in MailKind]: (matter: Extract<MailMatter, { kind: Kind }>) => Letter };
};
