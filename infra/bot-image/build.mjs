// @ts-check
// node infra/bot-image/build.mjs [agent bundle]: builds the bot image unless it is there; its tag is the last line of stdout.
import { report } from '../local/lib/report.mjs';
import { botImage } from './bot-image.mjs';
import { buildAgent } from './build-agent.mjs';

try {
  process.stdout.write(`${await botImage(process.argv[2] ?? (await buildAgent()))}\n`);
} catch (error) {
  process.exit(report(error));
}
