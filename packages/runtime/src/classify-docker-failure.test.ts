import { describe, expect, it } from 'vitest';
import { classifyDockerFailure, isMissing } from './classify-docker-failure.ts';
import { RuntimeError } from './errors.ts';

const http = (statusCode: number, message = '') => Object.assign(new Error(message), { statusCode });
const socket = (code: string) => Object.assign(new Error(code), { code });

describe('classifyDockerFailure', () => {
  it.each([
    ['daemon is down', socket('ECONNREFUSED'), 'runtime_unavailable', true],
    ['socket is not there yet', socket('ENOENT'), 'runtime_unavailable', true],
    ['daemon went away or the call timed out', socket('ECONNRESET'), 'runtime_unavailable', true],
    ['no right to the socket', socket('EACCES'), 'runtime_unavailable', false],
    ['proxy in front has no daemon', http(503), 'runtime_unavailable', true],
    ['another call is at it', http(409, 'removal of container x is already in progress'), 'runtime_failed', true],
    ['busy or full machine', http(500, 'no space left on device'), 'runtime_failed', true],
    ['image is gone', http(404, 'No such image: clawberth-bot:x'), 'image_missing', false],
    ['runtime unknown, old wording', http(400, 'Unknown runtime specified runsc'), 'gvisor_missing', false],
    ['runtime unknown, new wording', http(400, 'unknown or invalid runtime name: runsc'), 'gvisor_missing', false],
    [
      'image cannot start',
      http(500, 'OCI runtime create failed: exec: "x": executable file not found in $PATH'),
      'runtime_failed',
      false,
    ],
    ['bad request', http(400, 'invalid mount config'), 'runtime_failed', false],
    ['network is gone', http(404, 'network x not found'), 'runtime_failed', false],
    ['nothing known', 'a string', 'runtime_failed', false],
  ])('%s', (_name, error, code, retryable) => {
    const classified = classifyDockerFailure(error, 'start the sandbox');
    expect(classified).toMatchObject({ code, retryable, cause: error });
    expect(classified.message).toContain('start the sandbox');
  });

  it('leaves a RuntimeError as it is', () => {
    const error = new RuntimeError('not_isolated', 'x', { retryable: false });
    expect(classifyDockerFailure(error, 'do')).toBe(error);
  });

  it('takes only 404 for missing', () => {
    expect([http(404), http(409), socket('ENOENT'), null].map(isMissing)).toEqual([true, false, false, false]);
  });
});
