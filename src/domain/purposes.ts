/**
 * What a ring or text is for, in the order in which they are sent. page: an attempt of a page. worse: whoever has a case
 * is wanted by its caller, who says that it is worse. wanted: who only wants to talk. desk: the day desk, for a
 * caller on the line. choice: leadership is asked which team a case is for. call: a technician asked to be rung.
 * promise: a reminder of a promise. answer: to a text we got. caller: news for a caller. alarm: something a lead must look
 * at. news: what became of a page. test: wished for by somebody who tries it.
 */
export const purposes = [
  'page',
  'worse',
  'wanted',
  'desk',
  'choice',
  'call',
  'promise',
  'answer',
  'caller',
  'alarm',
  'news',
  'test',
] as const;
export type Purpose = (typeof purposes)[number];
