/** A setting, flow, rota or directory entry that stops the start; the message is one sentence with place and remedy. */
export class StartError extends Error {
  override name = 'StartError';
}

/** Working something out took more time or memory than it may: the fault of a file, or of a machine that is busy. */
export class BuildLimit extends Error {
  override name = 'BuildLimit';
}

/** May the same succeed at another time? */
export function isPassing(error: unknown): boolean {
  return error instanceof BuildLimit || (error instanceof StartError && error.cause instanceof BuildLimit);
}
