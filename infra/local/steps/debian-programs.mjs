// @ts-check
import { programStep } from './step.mjs';

export const postgres = programStep({ name: 'Postgres 15', program: 'postgres', packages: ['postgresql-15'] });
export const redis = programStep({ name: 'Redis', program: 'redis-server', packages: ['redis-server'] });
export const iptables = programStep({ name: 'iptables', program: 'iptables', packages: ['iptables'] });
export const debootstrap = programStep({ name: 'debootstrap', program: 'debootstrap', packages: ['debootstrap'] });
export const chromium = programStep({
  name: 'Chromium (tests)',
  program: 'chromium',
  packages: ['chromium'],
  versionArgs: null,
});
export const compose = programStep({
  name: 'docker-compose (tests)',
  program: 'docker-compose',
  packages: ['docker-compose'],
  versionArgs: null,
});
