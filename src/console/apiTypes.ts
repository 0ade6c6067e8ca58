/** The API's answers as types, from the schemas that guard it. */
import type { z } from 'zod';
import type { onCallAnswer, peopleAnswer, teamsAnswer, wholeCaseAnswer, wholePageAnswer } from '../domain/api.ts';
import type { listedCaseAnswer } from '../domain/caseApi.ts';
import type { flowAnswer, flowsAnswer, tryAnswer, tryBody } from '../domain/flowApi.ts';
import type { nowAnswer } from '../domain/nowApi.ts';

export type Now = z.output<typeof nowAnswer>;
export type TeamNow = Now['teams'][number];
export type OnCall = z.output<typeof onCallAnswer>;
export type WholePage = z.output<typeof wholePageAnswer>;
export type Attempt = WholePage['attempts'][number];
export type ListedCase = z.output<typeof listedCaseAnswer>;
export type WholeCase = z.output<typeof wholeCaseAnswer>;
export type Teams = z.output<typeof teamsAnswer>;
export type Person = z.output<typeof peopleAnswer>['items'][number];

/** A list of the API, newest first. */
export interface List<Item> {
  items: Item[];
  /** Where it goes on; null at its end. */
  next: string | null;
}

export type Role = 'viewer' | 'technician' | 'lead' | 'admin';

export interface Session {
  user: { name: string; person: string | null; role: Role };
  csrf: string;
}

export type Flows = z.output<typeof flowsAnswer>;
export type Flow = z.output<typeof flowAnswer>;
export type Step = Flow['steps'][number];
export type Tried = z.output<typeof tryAnswer>;
/** What a caller does in a try, as it is asked. */
export type TriedTurn = NonNullable<z.input<typeof tryBody>['turns']>[number];
