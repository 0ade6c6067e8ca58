import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    passWithNoTests: true,
    exclude: process.env.NIGHTDESK_PICTURES ? [] : ['test/browser/pictures.test.ts'],
    pool: 'forks',
    // A story waits for words at the speed of speech, and a browser has several processes of its own.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
