import { describe, expect, it } from 'vitest';
import { chooseSubnets } from './choose-subnet.ts';

const bot = { instance: 'test', botId: '0b7f6a52-6e0e-4c2b-9d39-6d1f2a8f7c11', organisationId: 'o' };

describe('chooseSubnets', () => {
  it('offers every /28 of the range once, from a place of the bot’s own', () => {
    const all = [...chooseSubnets(bot, '10.213.0.0/16')];
    expect(all).toHaveLength(4096);
    expect(new Set(all).size).toBe(4096);
    expect(all.every((one) => /^10\.213\.\d+\.(\d+)\/28$/.test(one))).toBe(true);
    expect(all).toEqual([...chooseSubnets(bot, '10.213.0.0/16')]);
    const [other] = chooseSubnets({ ...bot, botId: bot.botId.replace('0b', '0c') }, '10.213.0.0/16');
    expect(other).not.toBe(all[0]);
  });

  it('handles the top of the address space and the smallest range', () => {
    expect([...chooseSubnets(bot, '255.255.255.240/28')]).toEqual(['255.255.255.240/28']);
  });

  it.each(['10.213.0.1/16', '10.213.0.0/29', '10.0.0.0/7', '300.0.0.0/8', 'x', '10.213.0.0'])('refuses %s', (range) => {
    expect(() => [...chooseSubnets(bot, range)]).toThrow(/range/);
  });
});
