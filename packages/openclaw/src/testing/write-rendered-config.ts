import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RenderedConfig } from '../render-config-types.ts';
import type { SandboxLayout } from '../sandbox-layout.ts';

/** Lays a rendered config down as the sandbox agent does: directories 0700, files 0600. */
export async function writeRenderedConfig(rendered: RenderedConfig, layout: SandboxLayout): Promise<void> {
  for (const dir of [layout.root, layout.home, layout.stateDir, layout.workspaceDir, layout.secretsDir]) {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await chmod(dir, 0o700);
  }
  const files = [
    { path: layout.configPath, content: JSON.stringify(rendered.config) },
    ...rendered.files.map((file) => ({ path: join(layout.workspaceDir, file.path), content: file.content })),
    ...rendered.secretFiles.map((file) => ({ path: join(layout.secretsDir, file.name), content: file.content })),
  ];
  for (const file of files) {
    await mkdir(dirname(file.path), { recursive: true, mode: 0o700 });
    await writeFile(file.path, file.content, { mode: 0o600 });
  }
}
