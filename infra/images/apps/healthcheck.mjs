// node healthcheck.mjs <url>: exit 0 when the health endpoint answers 200 within four seconds.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(4000), redirect: 'manual' }).catch(
  (error) => ({ status: 0, error }),
);
if (answer.status !== 200)
  console.error(answer.error ? String(answer.error.cause ?? answer.error) : `status ${answer.status}`);
process.exit(answer.status === 200 ? 0 : 1);
