// @ts-check
import { existsSync } from 'node:fs';

/** Whether systemd is this machine's first process (the test that systemd's own sd_booted(3) makes). */
export function hasSystemd() {
  return existsSync('/run/systemd/system');
}
