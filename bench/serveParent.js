/**
 * A measured server's side of the line to the process that measures it: tells the address, answers with the processor
 * time used so far, and ends when it is told to, or when nobody is left to tell it.
 * @param {string} url where it listens
 * @param {() => Promise<void>} stop
 */
export function serveParent(url, stop) {
  const end = () => void stop().then(() => process.exit(0));
  process.on('message', (message) => {
    if (message === 'stop') return end();
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000 });
  });
  process.on('disconnect', end);
  process.send?.({ url });
}
