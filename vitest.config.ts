import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need a browser: npm run browser.
    exclude: ['test/browser/**'],
    globalSetup: ['test/globalDatabase.ts', 'test/globalStories.ts'],
    // The sqlite3 addon keeps its own threads: a process for each file ends them with the file.
    pool: 'forks',
    // One process for each processor: by default one of two would stand idle.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
