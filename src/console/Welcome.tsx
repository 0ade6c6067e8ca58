/** Nobody is signed in: how to. */
export function Welcome() {
  // Whoever was sent a link to a case comes to it after signing in.
  const wanted = window.location.pathname + window.location.search;
  return (
    <main className="alone">
      <h1>Nightdesk</h1>
      <p>An after-hours hotline, and the page of those who answer for it.</p>
      <p>
        <a className="button main" href={`/sign-in?to=${encodeURIComponent(wanted)}`}>
          Sign in
        </a>
      </p>
      <p>
        On your own machine, without an organisation's sign-in: open the link that <code>npm start</code> has printed in
        its terminal. It works once; <code>npm run link</code> prints another one.
      </p>
    </main>
  );
}
