// @ts-check
const { dirname, join, relative } = require('node:path');

/**
 * A loader that answers with another module: of `path` it makes all that `by` exports. Both from the top of the checkout.
 * @this {{resourcePath: string, getOptions(): {path: string, by: string}}}
 */
module.exports = function takeInstead() {
  const { path, by } = this.getOptions();
  const root = this.resourcePath.slice(0, -path.length);
  const from = relative(dirname(this.resourcePath), join(root, by));
  return `export * from ${JSON.stringify(from.startsWith('.') ? from : `./${from}`)};\n`;
};
