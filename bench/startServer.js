import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts a measured server as a child process. Flags of Node such as --cpu-prof are handed on to it.
 * @param {string} file in this folder
 * @param {string[]} [args]
 */
export async function startServer(file, args = []) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { cwd: root });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  /** @returns {Promise<any>} its next message */
  const answer = () =>
    new Promise((resolve, reject) => {
      const failed = () => reject(new Error(`${file} ended before it answered`));
      child.once('exit', failed);
      child.once('message', (message) => {
        child.off('exit', failed);
        resolve(message);
      });
    });
  const { url } = await answer();
  return {
    /** @type {string} */
    url,
    /** Milliseconds of processor time it has used so far. @returns {Promise<number>} */
    async cpuMs() {
      child.send('cpu');
      return (await answer()).cpuMs;
    },
    async stop() {
      if (child.connected) child.send('stop');
      await ended;
    },
  };
}
