/** When each desk is open. One YAML file, checked by these schemas; times are in the service's time zone. */
import { z } from 'zod';
import { shortName } from './directory.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "07:00", in quotes');
const date = z.iso.date('must be a date such as "2026-11-26", in quotes');
const why = z.string().max(80);

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** One desk. A "to" that is not later than its "from" is on the next day. */
export const deskTimesSchema = z
  .strictObject({
    /** As people say them. */
    spoken: z.string().min(1).max(200),
    /** Per weekday "from" and "to"; a day that is not named is closed. */
    open: z.partialRecord(z.enum(weekdays), z.strictObject({ from: clockTime, to: clockTime })),
    /** Days on which the desk stays closed. */
    closed: z.array(z.strictObject({ date, why })).max(500).default([]),
    /** A calendar of the schedules folder: its whole-day events close the desk. */
    holidays: z
      .string()
      .regex(/^[\w.-]+\.ics$/, 'must name an .ics file of the schedules folder')
      .optional(),
    /** Days with other hours than their weekday's; they count on a holiday, too. */
    exceptions: z
      .array(z.strictObject({ date, from: clockTime, to: clockTime, why }))
      .max(500)
      .default([]),
  })
  .superRefine(({ closed, exceptions }, context) => {
    const named = new Set(closed.map((day) => day.date));
    exceptions.forEach((day, i) => {
      if (named.has(day.date))
        context.addIssue({
          code: 'custom',
          path: ['exceptions', i, 'date'],
          message: 'this day is closed, or has other hours, by another line; keep one of them',
        });
      named.add(day.date);
    });
  });

export const hoursSchema = z.strictObject({
  desks: z
    .record(shortName, deskTimesSchema)
    .refine((desks) => Object.keys(desks).length > 0, 'names no desk; add one with its hours'),
});

export type DeskTimes = z.infer<typeof deskTimesSchema>;
