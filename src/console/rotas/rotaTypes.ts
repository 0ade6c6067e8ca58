/** What the API answers about rotas, as types. */
import type { z } from 'zod';
import type { checkAnswer, explainAnswer, personAnswer, sourceAnswer } from '../../domain/api.ts';
import type { changesAnswer, wholeVersionAnswer } from '../../domain/changesApi.ts';
import type { timelineAnswer } from '../../domain/timelineApi.ts';

export type Timeline = z.output<typeof timelineAnswer>;
export type TeamTimeline = Timeline['teams'][number];
export type Segment = TeamTimeline['segments'][number];
export type Explained = z.output<typeof explainAnswer>;
export type Checked = z.output<typeof checkAnswer>;
export type Changes = z.output<typeof changesAnswer>;
export type Waiting = Changes['held'][number];
export type Version = Waiting['version'];
export type WholeVersion = z.output<typeof wholeVersionAnswer>;
export type Source = z.output<typeof sourceAnswer>;
export type OnDuty = z.output<typeof personAnswer>;
