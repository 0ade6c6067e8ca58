/** Builds the page into dist/console, unless what is there is newer than everything it is made of. `--force` builds in any case. */
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const made = at('../../dist/console/index.html');
const sources = [at('.'), at('../domain'), at('../../package-lock.json')];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

function isStale() {
  const built = statSync(made, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return sources.some((path) => newest(path) > built);
}

if (process.argv.includes('--force') || isStale()) {
  // Loaded only when needed: a start without changes is not to wait for it.
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
  await build({
    configFile: false,
    root: at('.'),
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: at('../../dist/console'), emptyOutDir: true, target: 'es2022', sourcemap: false },
  });
}
