import type { Finding } from './finding.ts';
import type { VerifyReport } from './verify-report.ts';

const number = (value: number) => value.toLocaleString('en-GB');
const time = (date: Date) => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
const plural = (count: number, one: string) => `${number(count)} ${one}${count === 1 ? '' : 's'}`;

/** The report as lines of text for a person, ending in a newline. Holds nothing of an event's content. */
export function describeReport(report: VerifyReport): string {
  const lines =
    report.outcome === 'invalid'
      ? [`NOT PROVED. ${headline(report)}`, ...report.findings.map(describeFinding)]
      : report.outcome === 'filtered'
        ? [
            `CANNOT BE PROVED COMPLETE. ${headline(report)}`,
            'The export was made with a filter, so events are left out on purpose, and a change to one that stands alone cannot be seen. Nothing wrong was found in what is here. To prove the log, export it without a filter.',
          ]
        : [
            `${headline(report)}: unchanged; ${plural(report.checkpointsAgreeing, 'checkpoint')} ${report.checkpointsAgreeing === 1 ? 'agrees' : 'agree'}; newest ${time(report.newestCheckpoint?.time ?? new Date(Number.NaN))}.`,
          ];
  if (report.outcome !== 'proved' && report.newestCheckpoint !== null) {
    const { sequence, time: at } = report.newestCheckpoint;
    lines.push(`Newest well-signed checkpoint: event ${number(sequence)}, ${time(at)}.`);
  }
  return `${lines.join('\n')}\n`;
}

function headline({ events, organisation, from, to }: VerifyReport): string {
  if (organisation === null) return 'This is not an audit export.';
  const range = from !== null && to !== null ? `, ${number(from)}–${number(to)}` : '';
  return `${plural(events, 'event')} of organisation ${organisation}${range}`;
}

function describeFinding({ sentence, line, sequence, count }: Finding): string {
  const place = [line === null ? [] : [`line ${number(line)}`], sequence === null ? [] : [`event ${number(sequence)}`]];
  const where = place.flat().join(', ');
  const again = count > 1 ? ` (${number(count)} times; this is the first)` : '';
  return `- ${where === '' ? '' : `${where}: `}${sentence}${again}`;
}
