import { expect, test } from 'vitest';
import { addressInSubnet } from './address-in-subnet.ts';

test.each([
  ['172.20.0.2', '172.20.0.0/16', true],
  ['::ffff:172.20.0.2', '172.20.0.0/16', true],
  ['172.21.0.2', '172.20.0.0/16', false],
  ['127.0.0.1', '172.20.0.0/16', false],
  ['fd00::2', 'fd00::/64', true],
  ['fd01::2', 'fd00::/64', false],
  ['172.20.0.2', '', false],
  ['172.20.0.2', '0.0.0.0/0', false],
  ['172.20.0.2', '172.20.0.0', false],
  ['172.20.0.2', 'fd00::/64', false],
  ['', '172.20.0.0/16', false],
  ['172.20.0.2 ', '172.20.0.0/16', false],
])('%s in %s: %s', (address, subnet, inside) => expect(addressInSubnet(address, subnet)).toBe(inside));
