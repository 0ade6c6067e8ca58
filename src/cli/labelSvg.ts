/** Text in SVG: what it may hold, and what a reader that does not see the picture is told. */

/** Without what XML cannot hold, whoever's calendar a name comes from. */
export function cleanText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '');
}

/** Gives an SVG a title and a description. */
export function labelSvg(svg: string, title: string, description: string): string {
  const head = 'role="img" aria-labelledby="rota-title rota-description"';
  const words = `<title id="rota-title">${escaped(title)}</title><desc id="rota-description">${escaped(description)}</desc>`;
  // A function, since $ in a name would mean something in a replacement.
  return svg.replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg ${head} ${attributes}>\n${words}`);
}

function escaped(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
