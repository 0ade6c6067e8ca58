/** Builds the page into dist/console, unless what is there is newer than everything it is made of. `--force` builds in any case. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

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
  // Compressed once here, and not with each answer: half a second on a slow line.
  const assets = at('../../dist/console/assets');
  for (const name of readdirSync(assets)) {
    const bytes = readFileSync(`${assets}/${name}`);
    writeFileSync(`${assets}/${name}.br`, brotliCompressSync(bytes));
    writeFileSync(`${assets}/${name}.gz`, gzipSync(bytes));
  }
}
