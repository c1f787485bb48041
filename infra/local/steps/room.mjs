// @ts-check
import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';

const gib = 1024 ** 3;
const leastDisk = 6 * gib; // the images, the OpenClaw staging folder, our packages
const leastMemory = 3 * gib; // the control plane and one bot

/** @type {import('./step.mjs').Step} */
export const room = {
  name: 'disk and memory',
  async check() {
    const disk = await statfs('/var');
    const free = disk.bavail * disk.bsize;
    const found = `${(free / gib).toFixed(0)} GiB of disk free, ${(totalmem() / gib).toFixed(0)} GiB of memory (${(freemem() / gib).toFixed(0)} free)`;
    if (free < leastDisk) return { ok: false, found, wrong: 'too little disk', mend: 'free 6 GiB under /var' };
    if (totalmem() < leastMemory)
      return { ok: false, found, wrong: 'too little memory', mend: 'use a machine with 4 GiB or more' };
    return { ok: true, found };
  },
};
