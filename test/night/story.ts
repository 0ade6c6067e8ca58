/** A story: told on every database, ended by 26 hours of silence, and written down as it was heard. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, inject, it } from 'vitest';
import { databases } from '../databases.ts';
import { Night, type NightOptions } from './night.ts';
import type { Telephone } from './telephone.ts';

export interface Scene {
  night: Night;
  caller: Telephone;
  geographer: Telephone;
  stranger: Telephone;
  kim: Telephone;
  alex: Telephone;
  sam: Telephone;
  pat: Telephone;
  robin: Telephone;
  desk: Telephone;
  helpDesk: Telephone;
}

export interface StoryOptions extends NightOptions {
  /** One of many that differ little: it is not written down in docs/stories.md. */
  untold?: boolean;
}

/**
 * @param title what happens, as docs/stories.md heads it
 * @param tell speaks telephone: every ring and text that comes must be named by a line of it
 */
export function story(title: string, tell: (scene: Scene) => Promise<void>, options: StoryOptions = {}): void {
  describe.each(databases)('on %s', (kind) => {
    it(title, async () => {
      const night = await Night.begin(kind, options);
      try {
        const phones = Object.fromEntries(
          (['caller', 'geographer', 'stranger', 'kim', 'alex', 'sam', 'pat', 'robin', 'desk', 'helpDesk'] as const).map(
            (name) => [name, night.phone(name)],
          ),
        ) as Omit<Scene, 'night'>;
        await tell({ night, ...phones });
        const told = await night.tells(title);
        await night.ends();
        if (kind === 'sqlite' && !options.untold) keep(title, told);
      } finally {
        await night.close();
      }
    });
  });
}

/** docs/stories.md is put together from these at the end of the run. */
function keep(title: string, text: string): void {
  const folder = inject('storiesFolder');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${title.replace(/\W+/g, '-')}.md`), text);
}
