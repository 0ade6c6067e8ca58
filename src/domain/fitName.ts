/** The longest form of a name that fits into so many pixels: "Kim Lee", "Kim L.", "Kim", "KL"; "" when none does. */
export function fitName(name: string, pixels: number, fontSize: number): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const [first = ''] = words;
  const initials = words.flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? []);
  const forms = [name, ...(initials.length > 1 ? [`${first} ${initials.at(-1)}.`, first] : [])];
  const fitting = forms.find((form) => widthOf(form, fontSize) <= pixels);
  if (fitting !== undefined) return fitting;
  const cut = [...first];
  while (cut.length > 3 && widthOf(`${cut.join('')}…`, fontSize) > pixels) cut.pop();
  return [`${cut.join('')}…`, initials.join('')].find((form) => widthOf(form, fontSize) <= pixels) ?? '';
}

/** About as wide as a sans-serif draws it, rather more than less. */
export function widthOf(text: string, fontSize: number): number {
  let ems = 0;
  for (const char of text) {
    if (char > '\u2e80') ems += 1;
    else if (/[\sfijlrt.,:;'|!()]/.test(char)) ems += 0.36;
    else if (/[mwMW@%]/.test(char)) ems += 0.9;
    else ems += /\p{Lu}/u.test(char) ? 0.7 : 0.58;
  }
  return ems * fontSize;
}
