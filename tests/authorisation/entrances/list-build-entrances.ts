import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Entrance } from '../list-entrances.ts';
import { nextAuthPaths } from './next-auth-paths.ts';

type ActionManifest = { node: Record<string, { filename: string; exportedName: string }>; edge: object };

/** Pages, route handlers by method and server actions, from the manifests that `next build` writes. */
export async function listBuildEntrances(buildFolder: string): Promise<Entrance[]> {
  const server = join(buildFolder, 'server');
  const [paths, actions, pagesRouter] = await Promise.all([
    readJson<Record<string, string>>(join(server, 'app-paths-manifest.json')),
    readJson<ActionManifest>(join(server, 'server-reference-manifest.json')),
    readJson<Record<string, string>>(join(server, 'pages-manifest.json')),
  ]);
  refuseUnknownKinds(actions, pagesRouter);
  const pages = Object.keys(paths).filter((key) => key.endsWith('/page'));
  const routes = Object.entries(paths).filter(([key]) => key.endsWith('/route'));
  const methods = await readMethods(routes.map(([, file]) => join(server, file)));
  return [
    ...pages.map((key) => toPage(publicPath(key, '/page'))),
    ...routes.flatMap(([key], index) =>
      (methods[index] ?? []).flatMap((method) => toRoutes(publicPath(key, '/route'), method)),
    ),
    ...Object.entries(actions.node).map(([actionId, { filename, exportedName }]) =>
      toAction(actionId, filename, exportedName),
    ),
  ];
}

/** `/(outside)/sign-in/page` is opened as `/sign-in`. */
function publicPath(key: string, ending: string): string {
  const path = key.slice(0, -ending.length).replaceAll(/\/\([^)]+\)/g, '');
  return path === '' ? '/' : path;
}

function toPage(path: string): Entrance {
  return { kind: 'page', id: `page ${path}`, path };
}

/** next-auth has one handler for many paths; each is an entrance of its own. */
function toRoutes(path: string, method: string): Entrance[] {
  const all = path.endsWith('/[...nextauth]')
    ? nextAuthPaths(method).map((rest) => path.replace('[...nextauth]', rest))
    : [path];
  return all.map((one) => ({ kind: 'route', id: `${method} ${one}`, method, path: one }));
}

function toAction(actionId: string, filename: string, exportedName: string): Entrance {
  const feature = /features\/(.+)\/[^/]+$/.exec(filename)?.[1] ?? filename;
  return { kind: 'action', id: `action ${feature} ${exportedName}`, actionId };
}

/** What this harness would not see must not be there: pages of the old router but Next's own, actions at the edge. */
function refuseUnknownKinds(actions: ActionManifest, pagesRouter: Record<string, string>): void {
  const own = Object.keys(pagesRouter).filter(
    (path) => !['/_app', '/_document', '/_error', '/404', '/500'].includes(path),
  );
  const edge = Object.keys(actions.edge);
  if (own.length + edge.length > 0)
    throw new Error(`The matrix does not know entrances of this kind: ${[...own, ...edge].join(', ')}`);
}

/** The methods that built route handlers export, asked of the modules themselves in a process of its own. */
async function readMethods(files: string[]): Promise<string[][]> {
  const script = `
    Promise.all(process.argv.slice(1).map(async (file) => {
      const { routeModule } = await require(file);
      await routeModule.ensureUserland();
      return Object.keys(routeModule.userland).filter((name) => /^[A-Z]+$/.test(name));
    })).then((all) => { process.stdout.write(JSON.stringify(all)); process.exit(0); },
      (error) => { console.error(error); process.exit(1); });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, ...files]);
  return JSON.parse(stdout) as string[][];
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}
