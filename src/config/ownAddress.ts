/**
 * Where the service of these settings is asked on this machine: one that listens on every address, on this machine's own.
 * @returns without a slash at the end
 */
export function ownAddress({ host, port }: { host: string; port: number }): string {
  const isAll = host === '0.0.0.0' || host === '::' || host === 'localhost';
  return `http://${isAll ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
}
