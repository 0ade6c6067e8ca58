/** As much of a request as this looks at. */
interface Coming {
  socket: { remoteAddress?: string | undefined };
  httpVersion: string;
  header(name: string): string | undefined;
}

const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/**
 * Does a request come from a browser on this machine? Not what a proxy on it passes on from elsewhere: that names
 * whom it is for, keeps another host's name, or speaks HTTP/1.0, which no browser does.
 */
export function isLocal(request: Coming): boolean {
  return (
    loopback.test(request.socket.remoteAddress ?? '') &&
    loopbackHost.test(request.header('host') ?? '') &&
    request.httpVersion !== '1.0' &&
    forwarded.every((name) => request.header(name) === undefined)
  );
}
