/** A setting, flow, rota or directory entry that stops the start; the message is one sentence with place and remedy. */
export class StartError extends Error {
  override name = 'StartError';
}
