// @ts-check

/**
 * Something that stops us and that a person can mend.
 * `message` says in plain words what is wrong, `mend` what to do about it.
 */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {string} mend
   * @param {{cause?: unknown}} [options]
   */
  constructor(message, mend, options) {
    super(message, options);
    this.name = 'Problem';
    this.mend = mend;
  }
}
