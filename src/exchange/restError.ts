import type { Response } from 'express';

/** Why the carrier refuses a request. */
export interface Refusal {
  code: number;
  message: string;
}

/** Answers with an error in the carrier's shape. */
export function restError(response: Response, status: number, code: number, message: string): void {
  response.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}
