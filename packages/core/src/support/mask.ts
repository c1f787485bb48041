/** Each word's first letter stays: "Mira Jansen" → "M••• J•••". */
export function maskName(name: string): string {
  return name.replace(/(\S)\S*/gu, '$1•••');
}

/** "mira@example.com" → "m•••@e•••.com". */
export function maskEmail(email: string): string {
  return email.replace(/^(.).*@(.).*?(\.[^.]*)?$/u, '$1•••@$2•••$3');
}

/** A name, or an e-mail address where it is one. */
export function maskPersonal(text: string): string {
  return text.includes('@') ? maskEmail(text) : maskName(text);
}

/** The network stays, the machine does not: "192.0.2.7" → "192.0.•.•", "2001:db8:1::7" → "2001:db8:•". */
export function maskAddress(ip: string): string {
  if (ip.includes('.')) return ip.replace(/^(\d+\.\d+)\..*$/, '$1.•.•');
  return `${ip.split(':').slice(0, 2).join(':')}:•`;
}
