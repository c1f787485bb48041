import { Secret, TOTP } from 'otpauth';

/** RFC 4226, 4: 160 bits are recommended. */
const SECRET_BYTES = 20;
const TOTP_ISSUER = 'Clawberth';

export type TotpSecret = {
  /** 32 characters of base32, for typing into an app and for sealing. */
  secret: string;
  /** What the QR code holds: `otpauth://totp/Clawberth:<e-mail>?…`. */
  uri: string;
};

/** A new secret for an authenticator app: SHA-1, 6 digits, 30 seconds, which is what every app understands. */
export function makeTotpSecret(email: string): TotpSecret {
  const secret = new Secret({ size: SECRET_BYTES });
  return { secret: secret.base32, uri: makeTotp(secret, email).toString() };
}

/** RFC 6238 with the parameters that all our codes have. */
export function makeTotp(secret: Secret, label = ''): TOTP {
  return new TOTP({ issuer: TOTP_ISSUER, label, secret, algorithm: 'SHA1', digits: 6, period: 30 });
}
